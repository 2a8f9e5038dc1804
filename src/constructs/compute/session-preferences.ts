import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";

export interface SessionPreferencesProps {
  /** Name of the session document, such as `omnirapeutic-production-bastion-sessions`. */
  readonly name: string;
  /** Such as `/aws/ssm/omnirapeutic-production-bastion-sessions`. */
  readonly logGroupName: string;
  /** Days, a period that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** CMK that encrypts sessions and their log. */
  readonly keyArn: string;
  /** A session without input ends after so many minutes, 1-60. */
  readonly idleTimeoutMinutes: number;
  /** Every session ends after so many minutes, 1-1440. */
  readonly maxSessionMinutes: number;
  /** Kept: Terraform refuses to destroy the log. */
  readonly protection: Safeguard;
}

/**
 * How shell sessions run: encrypted with our key, and all that is typed and shown is streamed to an encrypted log. A
 * session that cannot be logged does not start. 164.312(b), 164.312(a)(2)(iii), 164.312(e)(1) @stateful
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export class SessionPreferences extends Construct {
  readonly documentName: string;
  readonly documentArn: string;
  readonly logGroup: EncryptedLogGroup;
  readonly logGroupName: string;

  /** @throws Error when Session Manager would refuse a time limit */
  constructor(scope: Construct, id: string, props: SessionPreferencesProps) {
    super(scope, id);
    requireMinutes(this, "idleTimeoutMinutes", props.idleTimeoutMinutes, 60);
    requireMinutes(this, "maxSessionMinutes", props.maxSessionMinutes, 1440);
    const logGroup = new EncryptedLogGroup(this, "logs", {
      name: props.logGroupName,
      retentionDays: props.retentionDays,
      keyArn: props.keyArn,
      dataClass: "phi", // whoever queries the database sees patients
      protection: props.protection,
    });
    const document = new SsmDocument(this, "Resource", {
      name: props.name,
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify(contentOf(props, logGroup.logGroupName)),
      tags: { Name: props.name },
    });
    this.documentName = document.name;
    this.documentArn = document.arn;
    this.logGroup = logGroup;
    this.logGroupName = logGroup.logGroupName;
  }
}

/** Every input by name: what is left out would take the account's preferences. */
function contentOf(props: SessionPreferencesProps, logGroupName: string) {
  return {
    schemaVersion: "1.0",
    description: "Shell sessions, encrypted and logged",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: logGroupName,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: props.keyArn,
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: String(props.idleTimeoutMinutes),
      maxSessionDuration: String(props.maxSessionMinutes),
      shellProfile: { linux: "", windows: "" },
    },
  };
}

function requireMinutes(scope: Construct, field: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new Error(`[${scope.node.path}] ${field} is ${value}; allowed are whole minutes from 1 to ${most}.`);
}
