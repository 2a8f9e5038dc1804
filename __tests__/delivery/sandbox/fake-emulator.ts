import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Isolates a test's sandbox folder; returns what undoes it. */
export function isolateHome(): { readonly folder: string; restore(): void } {
  const former = process.env.ESTATE_HOME;
  const home = mkdtempSync(join(tmpdir(), "estate-sandbox-"));
  const folder = join(home, "sandbox");
  mkdirSync(folder);
  process.env.ESTATE_HOME = home;
  return {
    folder,
    restore: () => {
      if (former === undefined) delete process.env.ESTATE_HOME;
      else process.env.ESTATE_HOME = former;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export interface FakeSettings {
  /** What it announces. @default what it answers */
  readonly announcedToken?: string;
  readonly restored?: boolean;
  /** False: ends without saving and without withdrawing its announcement. @default true */
  readonly saves?: boolean;
}

/** Behaves towards the outside as sandbox/estate_sandbox does, inside the test's own process. */
export class FakeEmulator {
  private server?: Server;
  private readonly announcement: string;

  constructor(
    private readonly folder: string,
    private readonly settings: FakeSettings = {},
  ) {
    this.announcement = join(folder, "sandbox.json");
  }

  async start(): Promise<number> {
    const health = {
      token: "right",
      pid: process.pid,
      account: "123456789012",
      versions: { moto: "5.2.5", python: "3.11.7" },
      restored: this.settings.restored ?? false,
      startedAt: "2026-01-01T00:00:00+00:00",
      resources: { "kms keys": 4 },
    };
    this.server = createServer((_request, response) => response.end(JSON.stringify(health)));
    const { server } = this;
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const token = this.settings.announcedToken ?? health.token;
    writeFileSync(this.announcement, JSON.stringify({ pid: process.pid, port, token, startedAt: health.startedAt }));
    return port;
  }

  /** As on SIGTERM. */
  stop(): void {
    if (!this.server?.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    if (this.settings.saves === false) return;
    writeFileSync(join(this.folder, "sandbox.data"), "saved");
    rmSync(this.announcement, { force: true });
  }
}
