import type { RedisCacheProps } from "../../../src/constructs/data-stores/redis-props";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { synthesizeRedis } from "./sample-redis";

const REASON = "Holds test data only: a lost node costs developers a cold cache.";
const stack = synthesizeRedis();
const group = stack.only("aws_elasticache_replication_group");

describe("RedisCache", () => {
  it("is a replication group of Redis 7, never a lone cluster [000-redis-elasticache] [000-module-redis]", () => {
    expect(group).toMatchObject({
      replication_group_id: "sample-dev",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.r6g.large",
    });
    stack.none("aws_elasticache_cluster");
  });

  it("has no shards: cluster mode stays off", () => {
    for (const argument of ["cluster_mode", "num_node_groups", "replicas_per_node_group"]) {
      expect(group).not.toHaveProperty(argument);
    }
  });

  it("spreads its nodes over zones, and fails over [000-redis-multi-az]", () => {
    expect(group).toMatchObject({ num_cache_clusters: 2, multi_az_enabled: true, automatic_failover_enabled: true });
  });

  it("with one node has neither, and tells the scanners why", () => {
    let acknowledged: unknown;
    const alone = synthesizeRedis({ nodes: { count: 1, reason: REASON } }, (cache) => {
      acknowledged = acknowledgementsIn(cache).map(({ rule, reason }) => ({ rule, reason }));
    }).only("aws_elasticache_replication_group");
    expect(alone).toMatchObject({ num_cache_clusters: 1, multi_az_enabled: false, automatic_failover_enabled: false });
    expect(acknowledged).toEqual([{ rule: "redis-fails-over-automatically", reason: REASON }]);
  });

  it("with several nodes asks the scanners for nothing", () => {
    synthesizeRedis({}, (cache) => expect(acknowledgementsIn(cache)).toEqual([]));
  });

  it("speaks TLS and nothing else [000-redis-tls]", () => {
    expect(group).toMatchObject({ transit_encryption_enabled: true, transit_encryption_mode: "required" });
  });

  it("is encrypted with the given key [000-kms-redis-own-key]", () => {
    expect(group).toMatchObject({
      at_rest_encryption_enabled: "true",
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/redis",
    });
  });

  it("lies in the given subnets and no other [000-network-private-subnets]", () => {
    expect(group.subnet_group_name).toBe("${aws_elasticache_subnet_group.redis_subnets.name}");
    expect(stack.only("aws_elasticache_subnet_group")).toMatchObject({
      name: "sample-dev-redis",
      subnet_ids: ["subnet-a", "subnet-b"],
    });
  });

  it("has a parameter group of its own, which an upgrade can stand beside", () => {
    expect(group.parameter_group_name).toBe("${aws_elasticache_parameter_group.redis_parameters.name}");
    expect(stack.only("aws_elasticache_parameter_group")).toMatchObject({
      name: "sample-dev-redis7",
      family: "redis7",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("is saved every day for the given days [000-dr-redis-daily] [000-dr-redis-retention]", () => {
    expect(group).toMatchObject({ snapshot_window: "02:00-03:00", snapshot_retention_limit: 15 });
  });

  it("leaves minor versions to AWS, and does not ask for the old one again", () => {
    expect(group).toMatchObject({ auto_minor_version_upgrade: "true", maintenance_window: "sun:05:00-sun:06:00" });
    expect(group.lifecycle.ignore_changes).toEqual(["engine_version"]);
  });

  it("changes nothing outside the maintenance window", () => {
    expect(group.apply_immediately).toBe(false);
  });

  it("writes slow log and engine log as JSON to groups that exist before it", () => {
    expect(group.log_delivery_configuration).toEqual(
      ["slow", "engine"].map((log) => ({
        log_type: `${log}-log`,
        log_format: "json",
        destination_type: "cloudwatch-logs",
        destination: `\${aws_cloudwatch_log_group.redis_${log}_log.name}`,
      })),
    );
    expect(group.depends_on).toEqual([
      "aws_cloudwatch_log_group.redis_slow_log",
      "aws_cloudwatch_log_group.redis_engine_log",
    ]);
  });

  it.each(["slow", "engine"])("keeps its %s log encrypted for the given days", (log) => {
    expect(stack.at(`aws_cloudwatch_log_group.redis_${log}_log`)).toMatchObject({
      name: `/aws/elasticache/sample-dev/${log}-log`,
      retention_in_days: 365,
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/logs",
    });
  });

  it("declares that it and its logs may hold health data", () => {
    for (const block of [group, ...Object.values(stack.every("aws_cloudwatch_log_group"))]) {
      expect(block.tags.DataClassification).toBe("phi");
    }
  });

  it("keeps its invariants whatever a caller passes", () => {
    const smuggled = synthesizeRedis({
      transitEncryptionEnabled: false,
      transitEncryptionMode: "preferred",
      atRestEncryptionEnabled: "false",
      authToken: "a-token-in-the-state",
      userGroupIds: [],
      applyImmediately: true,
      autoMinorVersionUpgrade: "false",
    } as Partial<RedisCacheProps>);
    expect(smuggled.json.resource).toEqual(stack.json.resource);
  });

  it.each([
    [{ name: "Sample" }, 'name is "Sample"; allowed are 2-40 lower-case letters'],
    [{ name: "a--b" }, 'name is "a--b"'],
    [{ name: "1a" }, 'name is "1a"'],
    [{ name: "a".repeat(41) }, "allowed are 2-40"],
    [{ username: "api_user" }, 'username is "api_user"; allowed are 2-40'],
    [{ username: "default" }, "but not default"],
    [{ engineVersion: "7" }, 'engineVersion is "7"; allowed is 7.<minor>'],
    [{ engineVersion: "6.2" }, "users by IAM need 7.0 at least"],
    [{ engineVersion: "7.1.0" }, "Write it as 7.1"],
    [{ nodes: { count: 0 } }, 'nodes is {"count":0}; allowed are 1-6'],
    [{ nodes: { count: 7 } }, "allowed are 1-6"],
    [{ nodes: { count: 1.5 } }, "allowed are 1-6"],
    [{ nodes: { count: 1 } }, 'nodes is {"count":1}; allowed is one node with a reason'],
    [{ snapshotRetentionDays: 14 }, "snapshotRetentionDays is 14; allowed are 15-35"],
    [{ snapshotRetentionDays: 36 }, "snapshotRetentionDays is 36; allowed are 15-35"],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeRedis(props)).toThrow(message);
  });
});

describe("a RedisCache whose protection is kept", () => {
  it("leaves a final snapshot under a fixed name", () => {
    expect(group.final_snapshot_identifier).toBe("sample-dev-final");
  });

  it.each(["aws_elasticache_replication_group", "aws_cloudwatch_log_group"])("refuses to destroy %s", (type) => {
    for (const block of Object.values(stack.every(type))) expect(block.lifecycle.prevent_destroy).toBe(true);
  });
});

describe("a RedisCache whose protection is relaxed", () => {
  const torn = synthesizeRedis({ protection: { kept: false, reason: "A sample that goes away." } });

  it("goes without a trace", () => {
    expect(torn.only("aws_elasticache_replication_group")).not.toHaveProperty("final_snapshot_identifier");
    for (const type of ["aws_elasticache_replication_group", "aws_cloudwatch_log_group"]) {
      for (const block of Object.values(torn.every(type))) expect(block.lifecycle?.prevent_destroy).toBeUndefined();
    }
  });

  it("differs in nothing else", () => {
    const relaxed = torn.only("aws_elasticache_replication_group");
    const differing = Object.keys(group).filter((key) => JSON.stringify(group[key]) !== JSON.stringify(relaxed[key]));
    expect(differing.sort()).toEqual(["final_snapshot_identifier", "lifecycle"]);
  });
});
