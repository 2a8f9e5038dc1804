import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { Scratch } from "../support/delivery";
import type { Finished } from "../support/estate";

const program = resolve(__dirname, "../../bin/estate.cjs");
const identity = (account: string) =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:sts::${account}:assumed-role/deploy/me</Arn><UserId>me</UserId><Account>${account}</Account>
  </GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Each service has its own way to say no. */
const refusals: Readonly<Record<string, string>> = {
  s3: "<Error><Code>AccessDenied</Code><Message>not you</Message></Error>",
  ec2: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>not you</Message></Error></Errors></Response>",
};

let scratch: Scratch;
let server: Server;
let account: string;

beforeEach(async () => {
  scratch = new Scratch();
  server = createServer((request, response) => {
    request.resume();
    const [, service = ""] = /\/(\w+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
    response.writeHead(service === "sts" ? 200 : 403, { "content-type": "text/xml" });
    response.end(service === "sts" ? identity(account) : refusals[service]);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
  scratch.remove();
});

/** Runs the command against the server that stands in for AWS, as a prepared shell would. */
function preflight(...args: string[]): Promise<Finished> {
  scratch.workspace(); // writes the smallest synthesized omnirapeutic-dev
  const { port } = server.address() as AddressInfo;
  const env = { ...process.env, NO_COLOR: "1", ESTATE_SANDBOX: `http://127.0.0.1:${port}` };
  const child = spawn(process.execPath, [program, "preflight", "omnirapeutic-dev", ...args], { env });
  const texts = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: Buffer) => (texts.stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (texts.stderr += text.toString()));
  return new Promise((done) => child.on("close", (code) => done({ code, ...texts })));
}

const from = () => ["--from", `${scratch.folder}/cdktf.out`];

describe("estate preflight", () => {
  it("ends with 2 in another account, and says so in JSON and nothing else on standard output", async () => {
    account = "999999999999";
    const { code, stdout, stderr } = await preflight(...from(), "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      deployment: "omnirapeutic-dev",
      findings: [{ area: "account", status: "not ready", wanted: "123456789012" }],
    });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("0 ready, 1 not ready, 0 not checked"),
    });
  });

  it("ends with 2 when nobody may look: not checked is not ready", async () => {
    account = "123456789012";
    const { code, stdout } = await preflight(...from());
    expect(code).toBe(2);
    expect(stdout).toContain("ready  the credentials' account");
    expect(stdout).toContain("NOT CHECKED  region us-east-1\n    found   UnauthorizedOperation: not you");
    expect(stdout).toContain(
      "fix     Allow these credentials ec2:DescribeRegions (docs/preflight.md has the whole policy)",
    );
  });

  it("ends with 1, and without a stack trace, when there is no synthesized JSON", async () => {
    account = "123456789012";
    const { code, stderr } = await preflight("--from", "/nowhere");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("No synthesized omnirapeutic-dev") });
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
