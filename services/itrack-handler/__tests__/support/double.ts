import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A DynamoDB that answers every request with the same error, and counts them. */
export class FailingDynamoDb {
  requests = 0;
  private server: Server | undefined;

  /** @param error such as `ThrottlingException` */
  async start(error: string, status = 400): Promise<string> {
    this.requests = 0;
    this.server = createServer((request, response) => {
      this.requests += 1;
      request.resume();
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
      const message = "somebody's item is the reason";
      response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}`, message }));
    });
    await new Promise<void>((listening) => this.server!.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed) ?? closed(undefined));
  }
}
