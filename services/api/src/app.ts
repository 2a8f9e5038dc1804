import express, { type Express, type Router } from "express";
import helmet from "helmet";
import type { ApiConfig } from "./config/api";
import { accessLog } from "./middleware/access-log";
import { authenticate } from "./middleware/authenticate";
import { errorHandler, notFound } from "./middleware/errors";
import { rateLimit } from "./middleware/rate-limit";
import { requestContext } from "./middleware/request-context";
import { healthRoutes, type Readiness } from "./routes/health";
import type { Logger } from "./utils/logger";

/** What the application is made of. */
export interface AppParts {
  readonly config: Pick<ApiConfig, "tokens" | "rateLimit">;
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** The product's routes, behind authentication. @default none: this is infrastructure */
  readonly routes?: Router;
}

/** The HTTP application. Only what stands above `authenticate` answers without a token, and that is health alone. */
export function createApp({ config, logger, readiness, routes }: AppParts): Express {
  const app = express();
  // One hop, the load balancer: the client's address is the last one in X-Forwarded-For, which clients cannot forge.
  app.set("trust proxy", 1);
  app.use(requestContext);
  app.use(accessLog(logger));
  app.use(helmet());
  app.use(healthRoutes(readiness));
  app.use(rateLimit(config.rateLimit));
  app.use(authenticate(config.tokens));
  app.use(express.json({ limit: "100kb" }));
  if (routes) app.use(routes);
  app.use(notFound);
  app.use(errorHandler(logger));
  return app;
}
