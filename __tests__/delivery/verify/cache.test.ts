import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";

const key = "arn:aws:kms:us-east-1:123456789012:key/1";
const TagList = [{ Key: "HIPAA", Value: "true" }];
const log = (type: string, Status = "active") => ({
  LogType: type,
  DestinationType: "cloudwatch-logs",
  DestinationDetails: { CloudWatchLogsDetails: { LogGroup: `/aws/elasticache/x/${type}` } },
  LogFormat: "json",
  Status,
});
const declaredLog = (log_type: string) => ({ log_type, destination: `/aws/elasticache/x/${log_type}` });

const group = {
  ReplicationGroupId: "x",
  Status: "available",
  CacheNodeType: "cache.r6g.large",
  MemberClusters: ["x-001", "x-002"],
  MultiAZ: "enabled",
  AutomaticFailover: "enabled",
  AtRestEncryptionEnabled: true,
  KmsKeyId: key,
  TransitEncryptionEnabled: true,
  TransitEncryptionMode: "required",
  UserGroupIds: ["x"],
  SnapshotRetentionLimit: 15,
  SnapshotWindow: "02:00-03:00",
  LogDeliveryConfigurations: [log("slow-log"), log("engine-log")],
};
const application = {
  UserId: "x-api",
  UserName: "x-api",
  Status: "active",
  AccessString: "on ~* +@all -@admin -@dangerous",
  Authentication: { Type: "iam" },
};
const nobody = {
  UserId: "x-default",
  UserName: "default",
  Status: "active",
  AccessString: "off ~keys* -@all +get",
  Authentication: { Type: "no-password" },
};
const userGroup = { UserGroupId: "x", Status: "active", UserIds: ["x-default", "x-api"] };

/** A resource as the state has it, and what AWS answers about it. */
interface Case {
  readonly type: string;
  readonly values: Record<string, unknown>;
  readonly operation: string;
  readonly list: string;
  readonly live: object;
}

const replicationGroup: Case = {
  type: "aws_elasticache_replication_group",
  values: { log_delivery_configuration: [declaredLog("slow-log"), declaredLog("engine-log")] },
  operation: "describeReplicationGroups",
  list: "ReplicationGroups",
  live: group,
};
const userCase = (user: typeof application): Case => ({
  type: "aws_elasticache_user",
  values: { access_string: user.AccessString },
  operation: "describeUsers",
  list: "Users",
  live: user,
});
const members: Case = {
  type: "aws_elasticache_user_group",
  values: { user_ids: ["x-api", "x-default"] },
  operation: "describeUserGroups",
  list: "UserGroups",
  live: userGroup,
};

function answering({ operation, list, live }: Case, change: object = {}): AwsClients {
  const answer = { [list]: [{ ...live, ...change }] };
  const elasticache = { [operation]: () => answer, listTagsForResource: () => ({ TagList }) };
  return { elasticache, kms: {} } as unknown as AwsClients;
}

function read(a: Case, change: object = {}) {
  return checkers[a.type]!.read({ address: `${a.type}.x`, type: a.type, values: a.values }, answering(a, change));
}

/** Ids of the demands of the type that fail when AWS says this. */
async function failures(a: Case, change: object = {}): Promise<string[]> {
  const observations = await observe(
    [{ address: `${a.type}.x`, type: a.type, values: a.values }],
    answering(a, change),
  );
  const checks = healthChecks(observations) as Expectation[];
  return checks.filter((check) => evaluate(check, observations).status === "fail").map(({ id }) => id);
}

describe("every checker of a cache", () => {
  it.each([replicationGroup, userCase(application), members].map((each) => [each.type, each] as const))(
    "finds that %s is gone",
    async (type, { values, operation, list }) => {
      const elasticache = { [operation]: () => ({ [list]: [] }) };
      const gone = { elasticache, kms: {} } as unknown as AwsClients;
      expect(await checkers[type]!.read({ address: `${type}.x`, type, values }, gone)).toBeUndefined();
    },
  );
});

describe("the checker of a Redis replication group", () => {
  it("reads nodes, encryption, users, snapshots, logs and tags", async () => {
    expect(await read(replicationGroup)).toEqual({
      replication_group_id: "x",
      status: "available",
      node_type: "cache.r6g.large",
      nodes: 2,
      multi_az: true,
      automatic_failover: true,
      at_rest_encryption_enabled: true,
      kms_key_id: key,
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      user_groups: ["x"],
      admits_users_only: true,
      snapshot_retention_limit: 15,
      snapshot_window: "02:00-03:00",
      log_deliveries: ["slow-log /aws/elasticache/x/slow-log", "engine-log /aws/elasticache/x/engine-log"],
      undelivered_logs: [],
      "tag:HIPAA": "true",
    });
  });

  it("is content with a healthy one", async () => {
    expect(await failures(replicationGroup)).toEqual([]);
  });

  it.each([
    ["one that is being changed", { Status: "modifying" }, "status"],
    ["one that is not encrypted at rest", { AtRestEncryptionEnabled: false }, "at-rest-encryption-enabled"],
    ["one without TLS", { TransitEncryptionEnabled: false }, "transit-encryption-enabled"],
    ["one that also speaks without TLS", { TransitEncryptionMode: "preferred" }, "transit-encryption-mode"],
    ["one that admits everybody", { UserGroupIds: [] }, "admits-users-only"],
    ["one without a log", { LogDeliveryConfigurations: [log("engine-log")] }, "undelivered-logs"],
    [
      "one that cannot deliver a log",
      { LogDeliveryConfigurations: [log("slow-log", "error"), log("engine-log")] },
      "undelivered-logs",
    ],
    [
      "one that delivers a log to elsewhere",
      {
        LogDeliveryConfigurations: [
          {
            ...log("slow-log"),
            DestinationDetails: { CloudWatchLogsDetails: { LogGroup: "/elsewhere" } },
          },
          log("engine-log"),
        ],
      },
      "undelivered-logs",
    ],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(replicationGroup, change)).toEqual([`aws-elasticache-replication-group-${fact}`]);
  });
});

describe("the checker of a Redis user", () => {
  it("reads who it is, how it comes and what it may do", async () => {
    expect(await read(userCase(application))).toEqual({
      user_name: "x-api",
      status: "active",
      authentication: "iam",
      access_string: "on ~* +@all -@admin -@dangerous",
      access_as_declared: true,
      enters_freely: false,
      "tag:HIPAA": "true",
    });
  });

  it("is content with one who comes by IAM, and with a default user who may do nothing", async () => {
    expect(await failures(userCase(application))).toEqual([]);
    expect(await failures(userCase(nobody))).toEqual([]);
  });

  it.each([
    ["one that is being changed", application, { Status: "modifying" }, ["status"]],
    ["one who may do more", application, { AccessString: "on ~* +@all" }, ["access-as-declared"]],
    ["a default user who may do all", nobody, { AccessString: "on ~* +@all" }, ["access-as-declared", "enters-freely"]],
    ["one who needs no proof any more", application, { Authentication: { Type: "no-password" } }, ["enters-freely"]],
  ])("finds %s", async (_what, user, change, facts) => {
    expect(await failures(userCase(user), change)).toEqual(facts.map((fact) => `aws-elasticache-user-${fact}`));
  });
});

describe("the checker of a group of Redis users", () => {
  it("reads its members", async () => {
    expect(await read(members)).toEqual({
      status: "active",
      user_ids: ["x-default", "x-api"],
      members_as_declared: true,
      "tag:HIPAA": "true",
    });
    expect(await failures(members)).toEqual([]);
  });

  it.each([
    ["one that is being changed", { Status: "modifying" }, "status"],
    ["one with a stranger", { UserIds: ["x-default", "x-api", "stranger"] }, "members-as-declared"],
    ["one with a stranger in a member's place", { UserIds: ["x-default", "stranger"] }, "members-as-declared"],
    ["one without a member", { UserIds: ["x-default"] }, "members-as-declared"],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(members, change)).toEqual([`aws-elasticache-user-group-${fact}`]);
  });
});

describe("the checkers of what else a Redis cache needs", () => {
  it("read subnets and parameters", async () => {
    const subnets = { Subnets: [{ SubnetIdentifier: "subnet-1" }, { SubnetIdentifier: "subnet-2" }] };
    const type = "aws_elasticache_subnet_group";
    const list = "CacheSubnetGroups";
    expect(await read({ type, values: {}, operation: "describeCacheSubnetGroups", list, live: subnets })).toEqual({
      subnet_ids: ["subnet-1", "subnet-2"],
      "tag:HIPAA": "true",
    });
    const parameters: Case = {
      type: "aws_elasticache_parameter_group",
      values: {},
      operation: "describeCacheParameterGroups",
      list: "CacheParameterGroups",
      live: { CacheParameterGroupFamily: "redis7" },
    };
    expect(await read(parameters)).toEqual({ family: "redis7", "tag:HIPAA": "true" });
  });
});
