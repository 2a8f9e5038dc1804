import { Agent, get } from "node:http";
import { token } from "./support/app";
import { startApi } from "./support/process";

const slowService = ["-r", "ts-node/register/transpile-only", "__tests__/support/slow-service.ts"];

function status(url: string, agent: Agent): Promise<number | undefined> {
  const headers = { Authorization: `Bearer ${token()}` };
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => response.resume().once("end", () => resolve(response.statusCode))).once(
      "error",
      reject,
    );
  });
}
/** What the server says of the connection that it answered on. */
function connection(url: string): Promise<string | undefined> {
  const headers = { Authorization: `Bearer ${token()}` };
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: true });
    get(url, { agent, headers }, (response) => {
      response.resume().once("end", () => resolve(response.headers.connection));
    }).once("error", reject);
  });
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("SIGTERM under load loses no request: those under way and those that still come while draining are answered", async () => {
  const api = await startApi(slowService, process.cwd(), { SHUTDOWN_DRAIN_MS: "8000" });
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const underWay = Array.from({ length: 100 }, () => status(`${api.url}/slow`, agent));
  await pause(100);
  const terminated = Date.now();
  api.terminate();
  await pause(100);
  expect(await status(`${api.url}/health/ready`, new Agent())).toBe(503);
  const whileDraining = Array.from({ length: 100 }, () => status(`${api.url}/slow`, agent));
  // Begun just before the server stops taking connections, answered after it, however long the others took to send.
  await pause(terminated + 7000 - Date.now());
  const atTheEnd = Array.from({ length: 50 }, () => status(`${api.url}/slow`, new Agent({ keepAlive: true })));
  const answers = await Promise.all([...underWay, ...whileDraining, ...atTheEnd]);
  expect(answers.filter((answer) => answer === 200)).toHaveLength(250);
  expect(await api.exitCode).toBe(0);
  agent.destroy();
});

test("an answer that was under way at SIGTERM is the last one on its connection, so that no request follows it into the close", async () => {
  const api = await startApi(slowService, process.cwd(), { SHUTDOWN_DRAIN_MS: "2500" });
  expect(await connection(`${api.url}/health`)).toBe("keep-alive");
  const underWay = connection(`${api.url}/slow`);
  await pause(500);
  api.terminate();
  expect(await underWay).toBe("close");
  expect(await api.exitCode).toBe(0);
});

test("a wrong configuration ends the process with every mistake and no secret", async () => {
  const start = startApi(slowService, process.cwd(), { JWT_SECRET: "short-secret", DB_HOST: "" });
  await expect(start).rejects.toThrow(/DB_HOST[^]*JWT_SECRET/);
  await expect(start).rejects.not.toThrow(/short-secret/);
});
