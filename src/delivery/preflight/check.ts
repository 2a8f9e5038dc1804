import { describeError, errorCode } from "../aws/errors";

/** What a report is divided into, in the order in which it is read. */
export const areas = [
  "account",
  "state",
  "prerequisites",
  "certificates",
  "names",
  "account-wide services",
  "quotas",
  "offers",
  "zones",
] as const;

/** What was found, judged. */
export type Verdict =
  | { readonly status: "ready"; readonly found: string; readonly wanted: string }
  | {
      /** `not checked`: nobody knows, because AWS did not say. It never counts as ready. */
      readonly status: "not ready" | "not checked";
      readonly found: string;
      readonly wanted: string;
      readonly fix: string;
    };

/** One question about the account, and how its answer is found. */
export interface Check {
  readonly area: (typeof areas)[number];
  /** What is asked about, such as `elastic IPs in us-east-1`. */
  readonly what: string;
  /** The IAM actions that the look takes. */
  readonly needs: readonly string[];
  readonly look: () => Promise<Verdict>;
}

/** One line of the report. */
export type Finding = Pick<Check, "area" | "what"> & Verdict;

/** Looks, and says so when AWS does not answer: one check that cannot be made stops no other. */
export async function answered({ area, what, needs, look }: Check): Promise<Finding> {
  try {
    return { area, what, ...(await look()) };
  } catch (error) {
    return { area, what, ...unanswered(error, needs) };
  }
}

/** The same check of an account of which nobody knows what this deployment has in it already. */
export function unknowable({ area, what }: Check): Finding {
  return {
    area,
    what,
    status: "not checked",
    found: "unknown: the state cannot be read, so nobody knows what of this the deployment has already",
    wanted: "a readable state",
    fix: "Make the state readable (see above), and look again.",
  };
}

function unanswered(error: unknown, needs: readonly string[]): Verdict {
  const denied = /AccessDenied|Unauthorized|Forbidden|NotAuthorized/.test(errorCode(error));
  const actions = needs.join(", ");
  return {
    status: "not checked",
    found: describeError(error),
    wanted: `an answer to ${actions}`,
    fix: denied
      ? `Allow these credentials ${actions} (docs/preflight.md has the whole policy), or look by hand.`
      : "Run it again, or look by hand.",
  };
}
