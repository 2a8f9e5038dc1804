/** What a running deployment must show. Systems declare it as data; `estate verify` reads AWS and decides. */
export type Check = Expectation | ManualCheck;

/** The groups of the documents' verification checklist, in their order; Aurora, Database, Serverless and Cache where a system has them. */
export const checkGroups = [
  "Infrastructure",
  "Security",
  "Aurora",
  "Database",
  "Serverless",
  "Cache",
  "Compliance",
] as const;
export type CheckGroup = (typeof checkGroups)[number];

/** One thing that AWS says about a resource, under Terraform's name for it; a tag is `tag:<key>`. */
export type Fact = string | number | boolean | readonly string[];

/** Resources of the deployment's state: of one type, and only those whose facts are (one of) the given ones. */
export interface Selector {
  readonly type: string;
  readonly where?: Readonly<Record<string, Fact>>;
}

/** A check that AWS can answer. */
export interface Expectation {
  /** Stable, for `--json`: lowercase words with hyphens. */
  readonly id: string;
  readonly group: CheckGroup;
  readonly title: string;
  readonly of: Selector;
  readonly demand: Demand;
}

/** A check that only a person can answer: shown, never passed. */
export interface ManualCheck {
  readonly id: string;
  readonly group: CheckGroup;
  readonly title: string;
  /** What to look at. */
  readonly manual: string;
}

/** What is demanded of the selected resources. All but `count` fail when nothing is selected. */
export type Demand =
  /** Exactly so many are selected. */
  | { readonly count: number }
  /** Each has this fact, lists in any order. */
  | { readonly fact: string; readonly is: Fact }
  /** Each has this version or a later one of the same major: AWS raises minor versions by itself. */
  | { readonly fact: string; readonly versionFrom: string }
  /** Each has a number that is not above this one. */
  | { readonly fact: string; readonly atMost: number }
  /** Each one's list holds this element. */
  | { readonly fact: string; readonly includes: string }
  /** Each has the fact that another resource has (a key, mostly). */
  | { readonly fact: string; readonly sameAs: Selector & { readonly fact: string } }
  /** Together they have at least so many different values (zones, mostly). */
  | { readonly fact: string; readonly differentAtLeast: number };
