import { setTimeout as pause } from "node:timers/promises";
import type { Event } from "@aws-sdk/client-cloudtrail";
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
  const pages = remembered(pauseMs);
  const authors: Author[] = [];
  for (const { type, names } of findings) {
    const trail: Trail = GLOBAL.test(type) ? inRegion(GLOBAL_REGION).cloudtrail : cloudtrail;
    authors.push(await authorOf(type, names.slice(0, MOST_NAMES), (name, page) => pages(trail, name, page)));
  }
  return authors;
}

/** One page of the events of a name; `undefined` where there is none; a refusal says why. */
type Pages<Q extends readonly unknown[]> = (...question: Q) => Promise<Page | Refusal | undefined>;
type Page = { readonly events: readonly Event[]; readonly next?: string };
type Refusal = { readonly refused: string };

async function authorOf(
  type: string,
  names: readonly string[],
  ask: Pages<[name: string, page: number]>,
): Promise<Author> {
  for (const name of names) {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await ask(name, page);
      if (answer === undefined) break;
      if ("refused" in answer) return { known: false, reason: `CloudTrail does not answer: ${answer.refused}` };
      const author = authorIn(type, answer.events);
      if (author) return author;
    }
  }
  const reason =
    names.length === 0
      ? "the state holds no name that CloudTrail could know"
      : `CloudTrail has no write in ${KEPT_DAYS} days but Terraform's for ${names[0]}`;
  return { known: false, reason };
}

/** Asks for each page once. After a refusal nothing more is asked: the same answer would come to everything. */
function remembered(pauseMs: number): Pages<[trail: Trail, name: string, page: number]> {
  const known = new Map<string, Page[]>();
  let [refusal, asked]: [Refusal | undefined, boolean] = [undefined, false];
  return async (trail, name, page) => {
    const pages = known.get(name) ?? [];
    known.set(name, pages);
    const before = pages[page - 1];
    if (refusal || pages[page]) return refusal ?? pages[page];
    if (page > 0 && before?.next === undefined) return undefined;
    if (asked) await pause(pauseMs);
    asked = true;
    try {
      const { Events = [], NextToken } = await trail.lookupEvents({
        LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: name }],
        StartTime: new Date(Date.now() - KEPT_DAYS * 24 * 3600 * 1000),
        NextToken: before?.next,
      });
      pages[page] = { events: Events, next: NextToken };
    } catch (error) {
      refusal = { refused: describeError(error) };
    }
    return refusal ?? pages[page];
  };
}
