/** A value of a setting as AWS and we agree to write it: plain JSON, lists in no particular order. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The settings of one part of a backend, by name. */
export type Settings = Readonly<Record<string, Json>>;

/** A part of a backend: what it is, what it is called, and how it must be set. */
export interface Part {
  readonly title: "key" | "secrets key" | "log bucket" | "state bucket" | "lock table";
  readonly name: string;
  readonly settings: Settings;
}

/** How one part is read, made and corrected. Nothing here can delete. */
export interface Driver {
  /** The settings that AWS has; undefined when the part does not exist. */
  find(): Promise<Settings | undefined>;
  /** Makes the part; settings that creation cannot carry are left to `correct`. */
  create(settings: Settings): Promise<void>;
  /** Puts one setting right. A setting without an entry is fixed for ever at creation. */
  readonly correct: Readonly<Record<string, (value: Json) => Promise<unknown>>>;
}

/** The statements of a policy document by their sid, so that a difference can name the statement. */
export function statementsBySid(document: string | undefined): Record<string, Json> {
  if (!document) return {};
  const { Statement } = JSON.parse(document) as { Statement: StatementJson | readonly StatementJson[] };
  return Object.fromEntries(
    [Statement].flat().map((statement, index) => [statement.Sid ?? `statement ${index + 1}`, statement]),
  );
}

/** The policy document of statements by sid. */
export function documentOf(statements: Json): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: Object.values(statements as object) });
}

type StatementJson = { readonly [key: string]: Json } & { readonly Sid?: string };

/** Tags as a record, from the two spellings that AWS uses. */
export function tagRecord(
  tags: readonly { Key?: string; Value?: string; TagKey?: string; TagValue?: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? tag.TagKey ?? "", tag.Value ?? tag.TagValue ?? ""]));
}
