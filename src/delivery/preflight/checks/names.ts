import type { AwsClients } from "../../aws/clients";
import { errorStatus, unlessMissing } from "../../aws/errors";
import type { Check, Verdict } from "../check";
import { importOf, literal, only, referred, type Demand, type PlannedResource } from "../demand";

/** Who or what has a name already, and what to do about it. */
interface Holder {
  readonly found: string;
  readonly fix: string;
}

/** A type whose objects we name, and of which AWS has each name once. */
interface NamedType {
  readonly type: string;
  readonly argument: string;
  /** What it is, in one or two words. */
  readonly kind: string;
  readonly needs: readonly string[];
  /** @param aws the clients of the resource's region */
  readonly holder: (
    resource: PlannedResource,
    name: string,
    aws: AwsClients,
    demand: Demand,
  ) => Promise<Holder | undefined>;
}

const namedTypes: readonly NamedType[] = [
  {
    type: "aws_s3_bucket",
    argument: "bucket",
    kind: "bucket",
    needs: ["s3:ListBucket"],
    holder: bucketHolder,
  },
  {
    type: "aws_secretsmanager_secret",
    argument: "name",
    kind: "secret",
    needs: ["secretsmanager:DescribeSecret"],
    holder: secretHolder,
  },
  {
    type: "aws_kms_alias",
    argument: "name",
    kind: "key",
    needs: ["kms:DescribeKey"],
    holder: aliasHolder,
  },
  {
    type: "aws_cloudwatch_log_group",
    argument: "name",
    kind: "log group",
    needs: ["logs:DescribeLogGroups"],
    holder: logGroupHolder,
  },
];

/** Names that the deployment takes, and that must be free: AWS would refuse them in the middle of the apply. */
export function nameChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  return namedTypes.flatMap(({ type, argument, kind, needs, holder }) =>
    only(demand.added, type).flatMap((resource) => {
      const name = literal(resource.body[argument]);
      if (name === undefined) return []; // made by Terraform, with a random part
      const look = async () => judgeHolder(await holder(resource, name, aws.inRegion(resource.region), demand));
      return [{ area: "names", what: `${kind} ${name}`, needs, look }];
    }),
  );
}

/** A name that nobody has is free. Pure. */
export function judgeHolder(holder: Holder | undefined): Verdict {
  const wanted = "a free name";
  return holder ? { status: "not ready", wanted, ...holder } : { status: "ready", wanted, found: "free" };
}

async function bucketHolder(
  resource: PlannedResource,
  name: string,
  { s3 }: AwsClients,
  demand: Demand,
): Promise<Holder | undefined> {
  try {
    await s3.headBucket({ Bucket: name, ExpectedBucketOwner: demand.deployment.account });
  } catch (error) {
    const status = errorStatus(error);
    if (status === 404) return undefined;
    if (status === 301) {
      return { found: `a bucket of that name in another region than ${resource.region}`, fix: anotherName };
    }
    if (status === 403) {
      return {
        found: "a bucket of another account, or one that these credentials may not see (s3:ListBucket)",
        fix: anotherName,
      };
    }
    throw error;
  }
  return outside(demand, resource, name);
}

const anotherName = "Bucket names are unique in all of AWS: choose another name in src/config.";

async function secretHolder(
  resource: PlannedResource,
  name: string,
  { secrets }: AwsClients,
  demand: Demand,
): Promise<Holder | undefined> {
  const secret = await unlessMissing(secrets.describeSecret({ SecretId: name }));
  if (!secret) return undefined;
  const { ARN: arn = name, DeletedDate: deleted } = secret;
  if (!deleted) return outside(demand, resource, arn);
  return {
    found: `deleted on ${day(deleted)}, and kept until its recovery window ends`,
    fix: [
      "Bring it back, and take it into the state with its value:",
      `  aws secretsmanager restore-secret --secret-id ${name} --region ${resource.region}`,
      `  ${importOf(demand, resource, arn)}`,
    ].join("\n"),
  };
}

async function aliasHolder(
  resource: PlannedResource,
  alias: string,
  { kms }: AwsClients,
  demand: Demand,
): Promise<Holder | undefined> {
  const answer = await unlessMissing(kms.describeKey({ KeyId: alias }));
  if (!answer) return undefined;
  const { KeyId: id = "", KeyState: state, DeletionDate: deletion } = answer.KeyMetadata ?? {};
  const key = referred(demand, resource.body.target_key_id);
  const imports = [
    ...(key && !demand.deployed.has(key.address) ? [`  ${importOf(demand, key, id)}`] : []),
    `  ${importOf(demand, resource, alias)}`,
  ];
  if (state !== "PendingDeletion") {
    return {
      found: `names key ${id}, which is not in this state`,
      fix: ["Take key and alias into the state, with what the key encrypts:", ...imports].join("\n"),
    };
  }
  return {
    found: `names key ${id}, which is deleted ${deletion ? `on ${day(deletion)}` : "soon"}`,
    fix: [
      "Keep the key, for what it encrypts is lost with it, and take it into the state:",
      `  aws kms cancel-key-deletion --key-id ${id} --region ${resource.region}`,
      `  aws kms enable-key --key-id ${id} --region ${resource.region}`,
      ...imports,
    ].join("\n"),
  };
}

async function logGroupHolder(
  resource: PlannedResource,
  name: string,
  { logs }: AwsClients,
  demand: Demand,
): Promise<Holder | undefined> {
  const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
  // Names are listed in order, so the group itself comes first.
  return logGroups.some(({ logGroupName }) => logGroupName === name) ? outside(demand, resource, name) : undefined;
}

/** It is there, but not in the state: somebody made it by hand, or a state was lost. */
function outside(demand: Demand, resource: PlannedResource, id: string): Holder {
  return {
    found: "is in this account already, and not in this state",
    fix: [
      "Take it into the state (or delete it, if nobody needs what it holds):",
      `  ${importOf(demand, resource, id)}`,
    ].join("\n"),
  };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
