import { setTimeout as pause } from "node:timers/promises";
import type { AwsClients } from "../aws/clients";
import { describeError } from "../aws/errors";
import { authorIn, type Author } from "./events";
import type { DriftFinding } from "./findings";

/** CloudTrail answers two look-ups a second in an account and region, and shares them with everybody else there. */
const PAUSE_MS = 600;
/** Answers that are read of one name, 50 events each: reads of a busy key stand between its writes. */
const MOST_PAGES = 3;
/** How long CloudTrail keeps what LookupEvents reads. */
const KEPT_DAYS = 90;
/** Names of one resource that are asked for; the first ones are the most telling. */
const MOST_NAMES = 4;
/** What these services do is recorded in one region, wherever the deployment is. */
const GLOBAL = /^aws_(iam|cloudfront|route53)_/;
const GLOBAL_REGION = "us-east-1";

type Trail = Pick<AwsClients["cloudtrail"], "lookupEvents">;

/**
 * Asks CloudTrail who wrote to the drifted resources last, one look-up at a time. Never fails: what cannot be known says why.
 * @param pauseMs between two look-ups
 */
export async function findAuthors(
  findings: readonly DriftFinding[],
  { cloudtrail, inRegion }: Pick<AwsClients, "cloudtrail" | "inRegion">,
  pauseMs: number = PAUSE_MS,
): Promise<readonly Author[]> {
  const ask = memory(pauseMs);
  const authors: Author[] = [];
  for (const { type, names } of findings) {
    const trail: Trail = GLOBAL.test(type) ? inRegion(GLOBAL_REGION).cloudtrail : cloudtrail;
    authors.push(await authorOf(names.slice(0, MOST_NAMES), (name) => ask(trail, name)));
  }
  return authors;
}

async function authorOf(names: readonly string[], ask: (name: string) => Promise<Author | undefined>): Promise<Author> {
  for (const name of names) {
    const author = await ask(name);
    if (author) return author;
  }
  const reason =
    names.length === 0
      ? "the state holds no name that CloudTrail could know"
      : `CloudTrail has no write in ${KEPT_DAYS} days but Terraform's for ${names[0]}`;
  return { known: false, reason };
}

/** Asks each name once. After a refusal nothing more is asked: the same answer would come to everything. */
function memory(pauseMs: number): (trail: Trail, name: string) => Promise<Author | undefined> {
  const answers = new Map<string, Author | undefined>();
  let [refused, asked]: [Author | undefined, boolean] = [undefined, false];

  async function newestWrite(trail: Trail, name: string): Promise<Author | undefined> {
    const since = new Date(Date.now() - KEPT_DAYS * 24 * 3600 * 1000);
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      if (asked) await pause(pauseMs);
      asked = true;
      const { Events = [], NextToken } = await trail.lookupEvents({
        LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: name }],
        StartTime: since,
        NextToken: next,
      });
      const author = authorIn(Events);
      if (author || !NextToken) return author;
      next = NextToken;
    }
    return undefined;
  }

  return async (trail, name) => {
    if (refused || answers.has(name)) return refused ?? answers.get(name);
    try {
      answers.set(name, await newestWrite(trail, name));
    } catch (error) {
      refused = { known: false, reason: `CloudTrail does not answer: ${describeError(error)}` };
    }
    return refused ?? answers.get(name);
  };
}
