import type { Facts } from "./observation";

/** Attributes of Elastic Load Balancing under Terraform's names, as the texts that AWS keeps. */
export function attributeFacts(
  attributes: readonly { Key?: string; Value?: string }[] | undefined,
  names: Readonly<Record<string, string>>,
): Facts {
  const values = new Map((attributes ?? []).map(({ Key, Value }) => [Key, Value]));
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [name, values.get(key)]));
}
