import type { AwsClients } from "../../../src/delivery/aws/clients";
import { awsError, fakeAws } from "../backend/fake-aws";

/** A secret as the fake account keeps it. */
export interface Kept {
  value?: string;
  key?: string;
  tags: Record<string, string>;
  deleted?: boolean;
}

type Input = Record<string, unknown>;
type Tags = { Key: string; Value: string }[];
const tagsOf = (tags: unknown) => Object.fromEntries((tags as Tags).map(({ Key, Value }) => [Key, Value]));

/**
 * An account in memory whose Secrets Manager holds these secrets; `changes` is what was done to them, by operation and path.
 * @param failing an error that an operation answers with
 */
export function fakeAccount(
  held: Record<string, Partial<Kept>> = {},
  { account = "123456789012", failing = {} }: { account?: string; failing?: Record<string, Error> } = {},
) {
  const store = new Map<string, Kept>(Object.entries(held).map(([path, kept]) => [path, { tags: {}, ...kept }]));
  const changes: string[] = [];
  const arnOf = (path: string) => `arn:secret:${path}`;
  const find = ({ SecretId }: Input) => {
    const kept = store.get(String(SecretId).replace(/^arn:secret:/, ""));
    if (!kept) throw awsError("ResourceNotFoundException");
    return kept;
  };
  const change = (operation: string, work: (input: Input) => void) => async (input: Input) => {
    if (failing[operation]) throw failing[operation];
    work(input);
    changes.push(`${operation} ${String(input.Name ?? input.SecretId).replace(/^arn:secret:/, "")}`);
  };
  const secrets = {
    describeSecret: async ({ SecretId }: Input) => {
      const { key, tags, deleted } = find({ SecretId });
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return { ARN: arnOf(String(SecretId)), KmsKeyId: key, Tags, ...(deleted && { DeletedDate: new Date(0) }) };
    },
    getSecretValue: async (input: Input) => {
      if (failing.getSecretValue) throw failing.getSecretValue;
      const { value, deleted } = find(input);
      if (deleted) throw awsError("InvalidRequestException");
      if (value === undefined) throw awsError("ResourceNotFoundException");
      return { SecretString: value };
    },
    restoreSecret: change("restoreSecret", (input) => void (find(input).deleted = false)),
    createSecret: change("createSecret", ({ Name, SecretString, KmsKeyId, Tags }) => {
      store.set(String(Name), { value: SecretString as string, key: KmsKeyId as string, tags: tagsOf(Tags) });
    }),
    putSecretValue: change("putSecretValue", (input) => void (find(input).value = input.SecretString as string)),
    updateSecret: change("updateSecret", (input) => void (find(input).key = input.KmsKeyId as string)),
    tagResource: change("tagResource", (input) => void Object.assign(find(input).tags, tagsOf(input.Tags))),
  };
  return { aws: { ...fakeAws(account), secrets } as unknown as AwsClients, store, changes };
}
