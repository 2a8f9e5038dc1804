import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "./utils/logger";

/** ECS kills a task 30 seconds after SIGTERM; connections still open after this long are cut, so that the rest ends in order. */
const closeDeadlineMs = 10_000;
/** Longer than the load balancer's idle timeout of 60 seconds, so that it, not we, ends idle connections. */
const keepAliveTimeoutMs = 65_000;

/** An HTTP server that stops without losing a request. */
export class GracefulServer {
  private readonly server: Server;
  private stopping: Promise<void> | undefined;

  constructor(
    listener: RequestListener,
    private readonly logger: Logger,
    private readonly drainMs: number,
  ) {
    this.server = createServer((request, response) => {
      // While stopping, each answer is the last one on its connection.
      if (this.isStopping) response.setHeader("Connection", "close");
      listener(request, response);
    });
    this.server.keepAliveTimeout = keepAliveTimeoutMs;
    this.server.headersTimeout = keepAliveTimeoutMs + 1000;
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Listens on every address; resolves with the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject).listen(port, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Serves on while the load balancer takes the task out, then takes no more connections and waits for the open ones. */
  stop(): Promise<void> {
    return (this.stopping ??= this.drainAndClose());
  }

  private async drainAndClose(): Promise<void> {
    this.logger.info({ drainMs: this.drainMs }, "stopping");
    await new Promise((resolve) => setTimeout(resolve, this.drainMs));
    const closed = new Promise((resolve) => this.server.close(resolve));
    // A connection whose last answer began before the stop stays open, idle, until it is closed here.
    const sweep = setInterval(() => this.server.closeIdleConnections(), 100);
    const deadline = setTimeout(() => this.server.closeAllConnections(), closeDeadlineMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(deadline);
  }
}
