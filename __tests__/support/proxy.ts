import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What a proxy answers in place of the sandbox; `undefined` passes the request on. */
export type Answer = (request: {
  readonly url: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}) => { readonly status: number; readonly body: string } | undefined;

/** Stands between commands and the sandbox, and lets a test say what AWS answers from a moment on. */
export class Proxy {
  /** @default passes everything on */
  answer: Answer = () => undefined;
  private readonly server: Server;

  constructor(private readonly upstream: string) {
    this.server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing));
  }

  /** Begins to listen; returns the address. */
  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const own = this.answer({ url: incoming.url ?? "", body: body.toString("utf8"), headers: incoming.headers });
    if (own) return void outgoing.writeHead(own.status, { "content-type": "text/xml" }).end(own.body);
    // The signature covers the host that the caller meant, so the headers go on as they are.
    const onward = request(new URL(incoming.url ?? "/", this.upstream), {
      method: incoming.method,
      headers: incoming.headers,
    });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }
}

/** AWS's answers. */
export const answers = {
  /** In the form of the service that is asked: JSON, S3's, or that of the query services. */
  expiredToken: (({ url, headers }) => {
    const error = "<Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message>";
    if (headers["x-amz-target"])
      return { status: 400, body: '{"__type":"ExpiredTokenException","message":"The security token is expired"}' };
    if (url !== "/") return { status: 400, body: `<Error>${error}</Error>` };
    return { status: 403, body: `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>` };
  }) satisfies Answer,
  callerIdentity: (account: string) => ({
    status: 200,
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/somebody</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  }),
} as const;
