import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "./utils/logger";

/** ECS kills a task 30 seconds after SIGTERM; connections still open after this long are cut, so that the rest ends in order. */
const closeDeadlineMs = 10_000;
/** Longer than the load balancer's idle timeout of 60 seconds, so that it, not we, ends idle connections. */
const keepAliveTimeoutMs = 65_000;

/** An HTTP server that stops without losing a request. */
export class GracefulServer {
  private readonly server: Server;
  private readonly underWay = new Set<ServerResponse>();
  private stopping: Promise<void> | undefined;

  constructor(
    listener: RequestListener,
    private readonly logger: Logger,
    private readonly drainMs: number,
  ) {
    this.server = createServer((request, response) => {
      this.underWay.add(response);
      response.once("close", () => this.underWay.delete(response));
      if (this.isStopping) endConnectionAfter(response);
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
    this.underWay.forEach(endConnectionAfter);
    await new Promise((resolve) => setTimeout(resolve, this.drainMs));
    await takeWhatHasArrived();
    const closed = new Promise((resolve) => this.server.close(resolve));
    // A connection that waits for nothing stays open until it is closed here.
    const sweep = setInterval(() => void takeWhatHasArrived().then(() => this.server.closeIdleConnections()), 100);
    const deadline = setTimeout(() => this.server.closeAllConnections(), closeDeadlineMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(deadline);
  }
}

/** While stopping, each answer is the last one on its connection. */
function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
}

/**
 * To Node a connection is idle whose request has arrived but was not read yet, and closing it resets the client. One turn of
 * the event loop accepts what connects, the next reads what it sent.
 */
async function takeWhatHasArrived(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}
