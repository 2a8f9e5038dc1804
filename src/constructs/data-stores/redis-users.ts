import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";

export interface RedisUsersProps {
  /** Replication group id, which the names of group and default user start with. */
  readonly name: string;
  /** The application's user. */
  readonly username: string;
}

/** Every key, and no command that administers or endangers the server: FLUSHALL, KEYS, CONFIG, INFO and the like. */
const APPLICATION = "on ~* +@all -@admin -@dangerous";
/** In the form of AWS's guide, which gives it back unchanged: an empty list of rights might come back in other words. */
const NOBODY = "off ~keys* -@all +get";

/**
 * Who may log in: the application's user, by IAM, and nobody else. No user has a password, so that none is in the state.
 * 164.312(d), docs/decisions/0212-redis-iam.md
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export class RedisUsers extends Construct {
  readonly username: string;
  readonly userArn: string;
  readonly groupId: string;

  constructor(scope: Construct, id: string, { name, username }: RedisUsersProps) {
    super(scope, id);
    const user = new ElasticacheUser(this, "Resource", {
      userId: username,
      userName: username, // by IAM both must be the same
      engine: "redis",
      accessString: APPLICATION,
      authenticationMode: { type: "iam" },
    });
    // Every group must have a user called default, whom clients without a name become; AWS's own may do everything.
    const nobody = new ElasticacheUser(this, "default", {
      userId: `${name}-default`,
      userName: "default",
      engine: "redis",
      accessString: NOBODY,
      noPasswordRequired: true,
    });
    const group = new ElasticacheUserGroup(this, "group", {
      userGroupId: name,
      engine: "redis",
      userIds: [nobody.userId, user.userId],
    });
    this.username = user.userName;
    this.userArn = user.arn;
    this.groupId = group.userGroupId;
  }
}
