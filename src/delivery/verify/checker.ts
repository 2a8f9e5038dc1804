import type { CheckGroup, Fact } from "../../systems/check";
import type { AwsClients } from "../aws/clients";
import type { Facts } from "./observation";

/** A resource of a Terraform state: one that Terraform manages, or that it found. */
export interface StateResource {
  readonly address: string;
  /** Such as `aws_kms_key`, or `data.aws_kms_alias` for what was found. */
  readonly type: string;
  /** Where it is, when that is not the deployment's region. */
  readonly region?: string;
  /** The attributes as Terraform stores them. Sensitive ones are among them: read by name, never print. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** How resources of one Terraform type are read from AWS, and what is demanded of every one of them in every system. */
export interface Checker {
  readonly group: CheckGroup;
  /** AWS's word on the resource; undefined (or a "not found" error of AWS) when it does not exist. */
  readonly read: (resource: StateResource, aws: AwsClients) => Promise<Facts | undefined>;
  /** @default none: existing and being tagged is all */
  readonly healthy?: readonly Health[];
}

/** What holds for every healthy resource of a type. */
export interface Health {
  readonly title: string;
  readonly fact: string;
  readonly is: Fact;
}

/** An attribute of the state that Terraform always knows as text. */
export function text(resource: StateResource, attribute: string): string {
  return String(resource.values[attribute]);
}

/** Tags as facts `tag:<key>`. */
export function tagFacts(tags: readonly { Key?: string; Value?: string }[] | undefined): Facts {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [`tag:${Key}`, Value]));
}

/** The same for services that tell tags as one object. */
export function tagMapFacts(tags: Readonly<Record<string, string>> | undefined): Facts {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`tag:${key}`, value]));
}
