import type { Identity } from "./identity";

declare global {
  namespace Express {
    interface Locals {
      requestId: string;
      /** Of the load balancer, when it sent one. */
      traceId?: string;
      /** After `authenticate`. */
      identity?: Identity;
      /** After `validate`: what the route's schemas made of the request. */
      input?: unknown;
    }
  }
}
