import { Router } from "express";
import { packageInfo } from "../utils/package-info";

/** What readiness depends on. */
export interface Readiness {
  /** Rejects when requests should go elsewhere. */
  readonly check: () => Promise<void>;
}

/** `/health`: the process lives (for ECS and the load balancer). `/health/ready`: it can serve, database included. */
export function healthRoutes(readiness: Readiness): Router {
  const router = Router();
  router.get("/health", (_request, response) => {
    response.json({
      status: "healthy",
      timestamp: new Date().toISOString(),
      service: packageInfo.name,
      version: packageInfo.version,
    });
  });
  router.get("/health/ready", (_request, response) => {
    const answer = (status: number, text: string) => response.status(status).json({ status: text });
    readiness.check().then(
      () => answer(200, "ready"),
      () => answer(503, "unavailable"),
    );
  });
  return router;
}
