import { Construct } from "constructs";
import { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
import type { KeyUse } from "./key-policy";

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
  /** Aurora storage, snapshots and Performance Insights. */
  readonly aurora: EncryptionKey;
  /** Objects in buckets. */
  readonly s3: EncryptionKey;
  /** Secrets Manager. */
  readonly secrets: EncryptionKey;
  /** Log groups, alarm messages and the audit trail. */
  readonly logs: EncryptionKey;

  constructor(scope: Construct, id: string, { aliasNames, logGroupNames, trailName, ...common }: EncryptionKeysProps) {
    super(scope, id);
    const throughS3: KeyUse = { kind: "service", service: "s3" };
    const trail: KeyUse = { kind: "trail", trailName };
    this.aurora = new EncryptionKey(this, "aurora", {
      ...common,
      aliasName: aliasNames.aurora,
      description: "Aurora storage, snapshots and Performance Insights",
      uses: [{ kind: "service", service: "rds" }],
    });
    this.s3 = new EncryptionKey(this, "s3", {
      ...common,
      aliasName: aliasNames.s3,
      description: "Objects in S3",
      uses: [throughS3, trail],
    });
    this.secrets = new EncryptionKey(this, "secrets", {
      ...common,
      aliasName: aliasNames.secrets,
      description: "Secrets in Secrets Manager",
      uses: [{ kind: "service", service: "secretsmanager" }],
    });
    this.logs = new EncryptionKey(this, "logs", {
      ...common,
      aliasName: aliasNames.logs,
      description: "CloudWatch log groups, alarm messages and the audit trail",
      uses: [{ kind: "logs", logGroupNames }, { kind: "alarms" }, trail, throughS3],
    });
  }
}
