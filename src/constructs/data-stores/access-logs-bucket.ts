import type { Construct } from "constructs";
import { accessLogDelivery } from "../../platform/bucket-policy";
import { SystemStack } from "../../platform/system-stack";
import type { DataClass } from "../../platform/tags";
import { withDigits } from "./name-suffix";
import { SecureBucket } from "./secure-bucket";
import { LOG_DELIVERY, KEPT_IN_ITS_REGION, type AccessLogsTarget, type SecureBucketProps } from "./secure-bucket-props";

export interface AccessLogsBucketProps extends Pick<SecureBucketProps, "name" | "region" | "protection"> {
  /** Days that a log is kept, from 1. */
  readonly retentionDays: number;
  /** The most sensitive data that a log may hold. @default "pii": names and addresses of whoever asked, keys of objects */
  readonly dataClass?: DataClass;
}

/**
 * Where S3 writes who asked for which object in other buckets of the account and region. 164.312(b) @stateful
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogsBucket extends SecureBucket implements AccessLogsTarget {
  private readonly name: string;

  /** @throws Error as SecureBucket does */
  constructor(scope: Construct, id: string, props: AccessLogsBucketProps) {
    const { name, region, retentionDays, dataClass = "pii", protection } = props;
    super(scope, id, {
      name,
      region,
      dataClass,
      customerKey: LOG_DELIVERY,
      accessLogs: LOG_DELIVERY,
      crossRegionCopy: KEPT_IN_ITS_REGION,
      objectLock: { kept: false, reason: "S3 delivers no access logs to buckets with a default retention." },
      expireAfterDays: retentionDays,
      oldVersionDays: retentionDays, // there is no lock: a log that somebody deletes stays as an old version
      protection,
    });
    this.name = name;
  }

  /** Lets S3 deliver the access logs of the bucket; each source once. `SecureBucket` calls it for itself. */
  acceptLogsOf(source: string): void {
    const { account } = SystemStack.of(this).settings;
    const sid = `AccessLogsOf${pascalCase(withDigits(source, ""))}`;
    this.permit(accessLogDelivery({ sid, target: this.name, source, account }));
  }
}

/** A policy's statement ids are letters and digits. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_match, first: string) => first.toUpperCase()).replaceAll("-", "");
}
