import { parseCredentials, type ReadSecret } from "./secrets";

/** The database password that new connections use. Rotation changes it while tasks run; `refresh` catches up. */
export class DatabasePassword {
  private refreshing: Promise<void> | undefined;

  constructor(
    private password: string,
    private readonly source?: { readonly secretArn: string; readonly readSecret: ReadSecret },
  ) {}

  readonly current = (): Promise<string> => Promise.resolve(this.password);

  /** Reads the secret again, once for all that ask meanwhile. False when there is no secret to read. */
  async refresh(): Promise<boolean> {
    if (!this.source) return false;
    const { readSecret, secretArn } = this.source;
    this.refreshing ??= readSecret(secretArn)
      .then((secret) => {
        this.password = parseCredentials(secret).password;
      })
      .finally(() => {
        this.refreshing = undefined;
      });
    await this.refreshing;
    return true;
  }
}
