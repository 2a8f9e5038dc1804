import { spawn } from "node:child_process";

const environment = {
  DB_HOST: "localhost",
  DB_PORT: "1",
  DB_NAME: "omnirapeutic",
  DB_USER: "app",
  DB_PASSWORD: "app-password",
  JWT_SECRET: "a-test-secret-of-32-characters-and-more",
  RATE_LIMIT_MAX: "100000",
  PORT: "0",
  NODE_ENV: "production",
};

/** A running API process. */
export interface ApiProcess {
  readonly url: string;
  readonly log: () => string;
  readonly terminate: () => void;
  readonly exitCode: Promise<number | null>;
}

/** Starts the API with `node <args>` on a free port and waits until it says that it listens. */
export async function startApi(args: readonly string[], cwd = process.cwd(), more = {}): Promise<ApiProcess> {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH, ...environment, ...more } });
  let log = "";
  let warnings = "";
  const exitCode = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const port = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (text: Buffer) => (warnings += text.toString()));
    child.stdout.on("data", (text: Buffer) => {
      log += text.toString();
      const listening = /http:\/\/localhost:(\d+)\/health/.exec(log)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    void exitCode.then(() => reject(new Error(`The API ended:\n${log}${warnings}`)));
  });
  return { url: `http://127.0.0.1:${port}`, log: () => log, terminate: () => void child.kill("SIGTERM"), exitCode };
}
