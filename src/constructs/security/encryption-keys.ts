import { Construct } from "constructs";
import { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
import { by, through } from "./key-policy";

export interface EncryptionKeysProps extends Pick<
  EncryptionKeyProps,
  "rotationPeriodDays" | "deletionWindowDays" | "protection"
> {
  /** `alias/…` of each key. */
  readonly aliasNames: {
    readonly aurora: string;
    readonly s3: string;
    readonly secrets: string;
    readonly logs: string;
  };
  /** Log groups that the logs key may encrypt, by name; `*` stands for any characters. */
  readonly logGroupNames: readonly string[];
  /** Trail whose log files the logs key may encrypt, and the s3 key what else is in its bucket. */
  readonly trailName: string;
}

/** One key for each kind of data at rest, so that access to one kind opens no other. @stateful */
export class EncryptionKeys extends Construct {
  /** Aurora storage, snapshots, Performance Insights and recovery points. */
  readonly aurora: EncryptionKey;
  /** Objects in buckets, container images among them. */
  readonly s3: EncryptionKey;
  /** Secrets Manager. */
  readonly secrets: EncryptionKey;
  /** Log groups, messages, the audit trail, sessions and the bastion's volume. */
  readonly logs: EncryptionKey;

  constructor(scope: Construct, id: string, { aliasNames, logGroupNames, trailName, ...common }: EncryptionKeysProps) {
    super(scope, id);
    this.aurora = new EncryptionKey(this, "aurora", {
      ...common,
      aliasName: aliasNames.aurora,
      description: "Aurora storage, snapshots, Performance Insights and recovery points",
      uses: [through("rds"), through("backup")],
    });
    this.s3 = new EncryptionKey(this, "s3", {
      ...common,
      aliasName: aliasNames.s3,
      description: "Objects in S3 and container images",
      uses: [through("s3"), through("ecr"), { kind: "trail", trailName }, by("config"), by("guardduty")],
    });
    this.secrets = new EncryptionKey(this, "secrets", {
      ...common,
      aliasName: aliasNames.secrets,
      description: "Secrets in Secrets Manager",
      uses: [through("secretsmanager")],
    });
    this.logs = new EncryptionKey(this, "logs", {
      ...common,
      aliasName: aliasNames.logs,
      description: "Log groups, messages, the audit trail, sessions and volumes",
      uses: [
        { kind: "logs", logGroupNames },
        { kind: "alarms" },
        by("eventBridge"),
        by("rdsEvents"),
        { kind: "trail", trailName, notices: true },
        through("s3"),
        { kind: "sessions" },
        through("ec2"),
      ],
    });
  }
}
