import { readAnnouncement, type Announcement } from "./files";

/** What a healthy emulator answers (sandbox/estate_sandbox/server.py). */
export interface Health {
  readonly token: string;
  readonly pid: number;
  readonly account: string;
  readonly versions: Readonly<Record<string, string>>;
  /** True when it started from saved data. */
  readonly restored: boolean;
  readonly startedAt: string;
  /** "kms keys" -> how many. */
  readonly resources: Readonly<Record<string, number>>;
}

/** An emulator that is certainly ours and answers. */
export interface Running {
  readonly announcement: Announcement;
  readonly endpoint: string;
  readonly health: Health;
}

const PATIENCE_MS = 5_000;

/** The emulator of this folder when it answers with the token that only it can know; never a stranger on the same port. */
export async function findRunning(): Promise<Running | undefined> {
  const announcement = readAnnouncement();
  if (!announcement) return undefined;
  const endpoint = `http://127.0.0.1:${announcement.port}`;
  const health = await askHealth(endpoint);
  return health?.token === announcement.token ? { announcement, endpoint, health } : undefined;
}

async function askHealth(endpoint: string): Promise<Health | undefined> {
  try {
    const response = await fetch(`${endpoint}/_estate/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? ((await response.json()) as Health) : undefined;
  } catch {
    return undefined; // nobody listens, or something that is not our emulator
  }
}
