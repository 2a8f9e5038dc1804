import { policyDocument } from "../../../src/platform/policy-document";
import { statementsOf } from "../../support/synthesize";
import { synthesizeRedis } from "./sample-redis";

const stack = synthesizeRedis();
const group = stack.only("aws_elasticache_replication_group");
const user = stack.at("aws_elasticache_user.redis_user");

describe("who logs in to a RedisCache", () => {
  it("comes by IAM, as a user whose id is its name [000-redis-auth]", () => {
    expect(user).toMatchObject({
      user_id: "sample-dev-api",
      user_name: "sample-dev-api",
      engine: "redis",
      authentication_mode: { type: "iam" },
    });
  });

  it("may use every key, and no command that administers or endangers the server", () => {
    expect(user.access_string).toBe("on ~* +@all -@admin -@dangerous");
  });

  it("is never the default user, who may do nothing [000-redis-auth]", () => {
    expect(stack.at("aws_elasticache_user.redis_user_default")).toMatchObject({
      user_id: "sample-dev-default", // unique in the account, so that a second deployment has its own
      user_name: "default",
      access_string: "off ~keys* -@all +get",
      no_password_required: true,
    });
  });

  it("is in the one group of users that the cache admits [000-redis-auth]", () => {
    expect(group.user_group_ids).toEqual(["${aws_elasticache_user_group.redis_user_group.user_group_id}"]);
    expect(stack.only("aws_elasticache_user_group")).toMatchObject({
      user_group_id: "sample-dev",
      user_ids: ["${aws_elasticache_user.redis_user_default.user_id}", "${aws_elasticache_user.redis_user.user_id}"],
    });
  });

  it("has no password, and the cache no token, that the state could hold [000-secrets-redis-credential]", () => {
    for (const block of Object.values(stack.every("aws_elasticache_user"))) {
      expect(block).not.toHaveProperty("passwords");
      expect(block.authentication_mode ?? {}).not.toHaveProperty("passwords");
    }
    expect(group).not.toHaveProperty("auth_token");
  });

  it("needs a permission for this cache and this user alone", () => {
    const granted = synthesizeRedis({}, (cache, of) =>
      of.output("policy", policyDocument(cache.permitConnecting()), { description: "A sample" }),
    );
    expect(statementsOf(granted.output("policy").value)).toEqual([
      {
        Sid: "ConnectToRedis",
        Effect: "Allow",
        Action: "elasticache:Connect",
        Resource: ["${aws_elasticache_replication_group.redis.arn}", "${aws_elasticache_user.redis_user.arn}"],
      },
    ]);
  });
});

describe("connections to a RedisCache", () => {
  it("reach a group of its own, which wears the given Name tag", () => {
    expect(group.security_group_ids).toEqual(["${aws_security_group.redis_security_group.id}"]);
    expect(stack.at("aws_security_group.redis_security_group").tags).toMatchObject({ Name: "sample-dev-redis-sg" });
  });

  it("come from granted groups only, on the port of Redis, and never from a range of addresses [000-flow-api-to-redis]", () => {
    const rule = stack.only("aws_vpc_security_group_ingress_rule");
    expect(rule).toMatchObject({
      security_group_id: "${aws_security_group.redis_security_group.id}",
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      ip_protocol: "tcp",
      from_port: 6379,
      to_port: 6379,
      description: "Tasks to Redis",
    });
    expect(rule).not.toHaveProperty("cidr_ipv4");
    expect(group.port).toBe(6379);
  });

  it("are opened on the caller's side too, while Redis itself may connect to nothing [000-network-egress-narrow]", () => {
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.tasks.id}",
      referenced_security_group_id: "${aws_security_group.redis_security_group.id}",
      from_port: 6379,
      to_port: 6379,
    });
  });

  it("find endpoints, users, nodes and what a restored cache needs", () => {
    const told = synthesizeRedis({}, (cache, of) => {
      const { replicationGroupId, replicationGroupArn, primaryEndpoint, readerEndpoint, port } = cache;
      const { username, userArn, userGroupId, memberClusterIds, subnetGroupName, parameterGroupName } = cache;
      const where = { replicationGroupId, replicationGroupArn, primaryEndpoint, readerEndpoint, port: String(port) };
      const how = { username, userArn, userGroupId, memberClusterIds, subnetGroupName, parameterGroupName };
      of.output("told", { ...where, ...how }, { description: "A sample" });
    }).output("told").value as unknown;
    const redis = (attribute: string) => `\${aws_elasticache_replication_group.redis.${attribute}}`;
    expect(told).toEqual({
      replicationGroupId: redis("replication_group_id"),
      replicationGroupArn: redis("arn"),
      primaryEndpoint: redis("primary_endpoint_address"),
      readerEndpoint: redis("reader_endpoint_address"),
      port: "6379",
      username: "${aws_elasticache_user.redis_user.user_name}",
      userArn: "${aws_elasticache_user.redis_user.arn}",
      userGroupId: "${aws_elasticache_user_group.redis_user_group.user_group_id}",
      memberClusterIds: {
        "001": `${redis("replication_group_id")}-001`,
        "002": `${redis("replication_group_id")}-002`,
      },
      subnetGroupName: redis("subnet_group_name"),
      parameterGroupName: redis("parameter_group_name"),
    });
  });
});
