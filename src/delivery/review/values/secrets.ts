import type { Change, PlanJson } from "../../terraform";
import { documentOf, type ValueChange } from "./differences";
import { isMarked, isRecord, own, Sealed, type Fields } from "./sealed";

/** Shorter texts than this are in other words by chance. */
const SHORTEST = 8;

const SECRET_NAME = /pass|secret|token|key|credential/i;

/**
 * The texts that a plan marks as sensitive somewhere. One of them may stand elsewhere without a mark: in a document that was put
 * together before the mark was, in a description, in the value before.
 */
export class Secrets {
  /** By their first characters, so that a text is searched in one pass whatever the number of secrets. */
  private readonly byStart = new Map<string, Set<string>>();

  constructor({ resource_changes: changes = [], output_changes: outputs = {} }: PlanJson) {
    for (const change of [...changes.map((each) => each.change), ...Object.values(outputs)]) this.learnFrom(change);
  }

  /** Whether any of them stands in a text. */
  isIn(text: string): boolean {
    if (this.byStart.size === 0) return false;
    for (let from = 0; from + SHORTEST <= text.length; from += 1) {
      const candidates = this.byStart.get(text.slice(from, from + SHORTEST));
      if (candidates !== undefined && [...candidates].some((secret) => text.startsWith(secret, from))) return true;
    }
    return false;
  }

  /** The change with everything sealed in which one of them stands. */
  sealedIn(change: ValueChange): ValueChange {
    if (this.byStart.size === 0) return change;
    const path = change.path.map((part) => (this.isIn(part) ? "[(sensitive)]" : part));
    return { path, before: this.sealed(change.before), after: this.sealed(change.after) };
  }

  private sealed(value: unknown): unknown {
    if (typeof value === "string")
      return this.isIn(value) || this.isInside(documentOf(value)) ? new Sealed(value) : value;
    if (Array.isArray(value)) return value.map((each) => this.sealed(each));
    if (!isRecord(value)) return value;
    return Object.keys(value).some((name) => this.isIn(name))
      ? new Sealed(value)
      : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.sealed(each)]));
  }

  /** Whether one stands in any text of a tree: a document writes some characters otherwise than its fields hold them. */
  private isInside(tree: unknown): boolean {
    if (typeof tree === "string") return this.isIn(tree) || this.isInside(documentOf(tree));
    if (typeof tree !== "object" || tree === null) return false;
    return Object.entries(tree).some(([name, each]) => this.isIn(name) || this.isInside(each));
  }

  private learnFrom(change: Change): void {
    this.learn(change.before, change.before_sensitive);
    this.learn(change.after, change.after_sensitive);
  }

  private learn(value: unknown, marks: unknown): void {
    if (!isMarked(marks)) return;
    if (typeof value === "string") return this.learnText(value);
    if (typeof value !== "object" || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      this.learn(each, marks === true ? true : own(marks as Fields, name));
    }
  }

  /** Of a document the secret fields too; a user's or a host's name beside them is no secret elsewhere. */
  private learnText(text: string): void {
    this.add(text);
    const document = documentOf(text);
    if (document !== undefined) this.learnFields(document);
  }

  private learnFields(document: unknown, name = ""): void {
    if (typeof document === "string" && SECRET_NAME.test(name)) this.learnText(document);
    if (typeof document !== "object" || document === null) return;
    for (const [key, each] of Object.entries(document)) this.learnFields(each, Array.isArray(document) ? name : key);
  }

  private add(text: string): void {
    if (text.length < SHORTEST) return;
    const start = text.slice(0, SHORTEST);
    this.byStart.set(start, (this.byStart.get(start) ?? new Set()).add(text));
  }
}
