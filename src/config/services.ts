/** Tasks of a service: `min` at rest, `max` under load. */
export interface TasksConfig {
  /** From 1. */
  readonly min: number;
  /** Not below `min`. */
  readonly max: number;
}

/** A service on Fargate. */
export interface ServiceConfig {
  /** 1024 units are one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. */
  readonly cpu: number;
  /** MiB; Fargate offers certain sizes with each `cpu`. */
  readonly memoryMiB: number;
  readonly tasks: TasksConfig;
}

/** A service that the load balancer sends requests to. */
export interface WebServiceConfig extends ServiceConfig {
  /** TCP port of the container, 1-65535. */
  readonly port: number;
  /** Path that answers 200 while a task is healthy; starts with `/`. */
  readonly healthPath: string;
  /** Requests a minute that each task gets on average before more tasks are started, from 1. */
  readonly requestsPerTask: number;
}

/** The documented services: `api` and `web` behind the load balancer, `worker` without. */
export interface ServicesConfig {
  readonly api: WebServiceConfig;
  readonly web: WebServiceConfig;
  readonly worker: ServiceConfig;
}
