import type { Router } from "express";
import { loadApiConfig } from "./config/api";
import { ConfigurationError, type Environment } from "./config/environment";
import { startService } from "./service";
import { createLogger } from "./utils/logger";

/** Runs the API until SIGTERM (ECS) or SIGINT (a terminal); ends the process with 0 after an orderly stop, else with 1. */
export async function run(environment: Environment, routes?: Router): Promise<void> {
  const logger = createLogger("info");
  const fail = (err: unknown) => {
    const problems = err instanceof ConfigurationError ? { problems: err.problems } : { err };
    logger.fatal(problems, "the service failed");
    process.exit(1);
  };
  process.once("uncaughtException", fail);
  process.once("unhandledRejection", fail);
  try {
    const config = loadApiConfig(environment);
    const service = await startService(config, logger.child({}, { level: config.logLevel }), routes);
    const stop = () => void service.stop().then(() => process.exit(0), fail);
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  } catch (error) {
    fail(error);
  }
}
