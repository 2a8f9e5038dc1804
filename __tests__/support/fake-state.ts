import { createHash } from "node:crypto";
import { findDeployment } from "../../src/config";
import type { AwsClients } from "../../src/delivery/aws/clients";
import { awsError } from "../delivery/backend/fake-aws";

type Input = Record<string, unknown>;
type Item = Record<string, { S: string }>;

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly LastModified: Date;
  /** `undefined`: a delete marker. */
  readonly text?: string;
}

/** The clients of an account in memory that keeps one versioned bucket and one lock table; empty at first. */
export function fakeStateAccount(account = "123456789012"): AwsClients & { readonly contents: FakeStateContents } {
  const contents = new FakeStateContents();
  const { objects, items } = contents;
  const current = (key: unknown) => objects.filter(({ Key }) => Key === key).at(-1);
  const keyOf = (input: Input) => (input.Key as Item).LockID!.S;
  const s3 = {
    listObjectVersions: async ({ Prefix }: Input) => {
      const listed = objects
        .filter(({ Key }) => Key.startsWith(String(Prefix)))
        .map(({ text, ...version }) => ({
          ...version,
          text,
          IsLatest: current(version.Key)?.VersionId === version.VersionId,
        }));
      return {
        Versions: listed.filter(({ text }) => text !== undefined),
        DeleteMarkers: listed.filter(({ text }) => text === undefined),
      };
    },
    getObject: async ({ Key, VersionId }: Input) => {
      const found = VersionId ? objects.find((version) => version.VersionId === VersionId) : current(Key);
      if (found?.text === undefined) throw awsError("NoSuchKey");
      return { VersionId: found.VersionId, Body: { transformToString: async () => found.text } };
    },
    putObject: async ({ Key, Body }: Input) => void contents.put(String(Body), String(Key)),
    copyObject: async ({ Key, CopySource }: Input) => {
      const [, versionId] = /versionId=(.*)$/.exec(String(CopySource))!;
      contents.put(objects.find(({ VersionId }) => VersionId === versionId)!.text!, String(Key));
    },
    listObjectsV2: async ({ Prefix }: Input) => ({
      Contents: [...new Set(objects.map(({ Key }) => Key))]
        .filter((key) => key.startsWith(String(Prefix)))
        .map((Key) => ({ Key })),
    }),
  };
  const dynamodb = {
    getItem: async (input: Input) => ({ Item: items.get(keyOf(input)) }),
    putItem: async ({ Item, ConditionExpression }: Input) => {
      const id = (Item as Item).LockID!.S;
      if (ConditionExpression && items.has(id)) throw awsError("ConditionalCheckFailedException");
      items.set(id, Item as Item);
    },
    deleteItem: async (input: Input) => void items.delete(keyOf(input)),
  };
  const sts = { getCallerIdentity: async () => ({ Account: account, Arn: `arn:aws:iam::${account}:user/test` }) };
  return { s3, dynamodb, sts, contents } as unknown as ReturnType<typeof fakeStateAccount>;
}

/** What that account keeps for one deployment, to be set up and looked at by tests. */
export class FakeStateContents {
  readonly objects: Version[] = [];
  readonly items = new Map<string, Item>();
  private readonly backend = findDeployment("omnirapeutic-dev").backend;
  private readonly name = `${this.backend.bucket}/${this.backend.key}`;

  /** Adds a version; returns its id. @param text @default a delete marker */
  put(text: string | undefined, Key: string = this.backend.key): string {
    const VersionId = `v${this.objects.length + 1}`;
    this.objects.push({ Key, VersionId, text, LastModified: new Date(Date.UTC(2026, 0, 1, 0, this.objects.length)) });
    return VersionId;
  }

  /** Notes the digest of a text. */
  note(text: string): void {
    const Digest = { S: createHash("md5").update(text).digest("hex") };
    this.items.set(`${this.name}-md5`, { LockID: { S: `${this.name}-md5` }, Digest });
  }

  lock(info: object): void {
    this.items.set(this.name, { LockID: { S: this.name }, Info: { S: JSON.stringify(info) } });
  }

  get isLocked(): boolean {
    return this.items.has(this.name);
  }

  get digest(): string | undefined {
    return this.items.get(`${this.name}-md5`)?.Digest?.S;
  }

  /** The newest text of the state, or of what lies beside it. */
  texts(Key: string = this.backend.key): readonly (string | undefined)[] {
    return this.objects.filter((version) => version.Key === Key).map(({ text }) => text);
  }
}
