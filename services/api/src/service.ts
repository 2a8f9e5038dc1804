import type { Router } from "express";
import { createApp } from "./app";
import type { ApiConfig } from "./config/api";
import { GracefulServer } from "./server";
import { Database } from "./services/database";
import { secretsManager } from "./services/secrets";
import type { Logger } from "./utils/logger";

/** The running API. */
export interface Service {
  readonly port: number;
  /** Finishes what is under way, then closes server and database. */
  readonly stop: () => Promise<void>;
}

/** Wires database, application and server, and listens. */
export async function startService(config: ApiConfig, logger: Logger, routes?: Router): Promise<Service> {
  const database = new Database(config.database, logger, secretsManager());
  const readiness = {
    check: async () => {
      if (server.isStopping) throw new Error("The service is stopping.");
      await database.check();
    },
  };
  const app = createApp({ config, logger, readiness, ...(routes ? { routes } : {}) });
  const server = new GracefulServer(app, logger, config.drainMs);
  const port = await server.listen(config.port);
  logger.info(`Server running on port ${port}`);
  logger.info(`Health check: http://localhost:${port}/health`);
  const stop = async () => {
    await server.stop();
    await database.close();
    logger.info("stopped");
  };
  return { port, stop };
}
