import type { Event } from "@aws-sdk/client-cloudtrail";

/** Who probably caused drift: whoever wrote to the resource last. */
export type Author =
  | {
      readonly known: true;
      /** ARN of the identity; the name of the AWS service that acted by itself. */
      readonly who: string;
      /** Such as `PutRetentionPolicy`. */
      readonly call: string;
      /** ISO 8601, UTC. */
      readonly at: string;
      /** IP address, or AWS's service; empty where the event names none. */
      readonly from: string;
    }
  | { readonly known: false; readonly reason: string };

/** The parts of CloudTrail's own record that are read. */
interface TrailRecord {
  readonly userAgent?: string;
  readonly sourceIPAddress?: string;
  readonly errorCode?: string;
  readonly userIdentity?: { readonly arn?: string; readonly invokedBy?: string; readonly type?: string };
}

/** Deploys are not drift: what Terraform writes is in its state. */
const OURS = /terraform/i;

/**
 * The newest write that succeeded and that Terraform did not make. Pure.
 * @returns undefined when there is none
 */
export function authorIn(events: readonly Event[]): Author | undefined {
  const written = events
    .filter(({ ReadOnly }) => ReadOnly !== "true")
    .map((event) => ({ event, record: recordOf(event) }))
    .filter(({ record }) => record.errorCode === undefined && !OURS.test(record.userAgent ?? ""))
    .sort((a, b) => timeOf(b.event) - timeOf(a.event));
  const [newest] = written;
  if (!newest) return undefined;
  const { event, record } = newest;
  const { arn, invokedBy, type } = record.userIdentity ?? {};
  return {
    known: true,
    who: arn ?? invokedBy ?? event.Username ?? type ?? "an identity that the event does not name",
    call: event.EventName ?? "a call that the event does not name",
    at: new Date(timeOf(event)).toISOString(),
    from: record.sourceIPAddress ?? "",
  };
}

function timeOf({ EventTime }: Event): number {
  return EventTime?.getTime() ?? 0;
}

/** CloudTrail's record is JSON in a text; one that cannot be read tells nothing. */
function recordOf({ CloudTrailEvent: text = "{}" }: Event): TrailRecord {
  try {
    return JSON.parse(text) as TrailRecord;
  } catch {
    return {};
  }
}
