import "dotenv/config";
import { loadBootstrapConfig } from "../config/bootstrap";
import { ConfigurationError } from "../config/environment";
import { secretsManager } from "../services/secrets";
import { createLogger } from "../utils/logger";
import { bootstrap } from "./bootstrap";

/** The one-shot task: exit code 0 when the database is as it must be, 1 when it could not be made so, 2 for a wrong configuration. */
async function main(): Promise<number> {
  const logger = createLogger("info");
  try {
    await bootstrap(loadBootstrapConfig(process.env), secretsManager(), logger);
    logger.info("the database is ready");
    return 0;
  } catch (err) {
    if (err instanceof ConfigurationError) {
      logger.fatal({ problems: err.problems }, "the configuration is wrong");
      return 2;
    }
    logger.fatal({ err }, "the bootstrap failed");
    return 1;
  }
}

void main().then((code) => process.exit(code));
