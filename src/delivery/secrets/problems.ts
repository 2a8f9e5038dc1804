import { operatorSecretKinds } from "../../config";
import type { Chosen } from "./choose";

/** A secret of another environment. */
export interface OtherSecret {
  readonly path: string;
  readonly value: string;
}

/** Where a documentation says `your-secure-db-password`, a value of one's own belongs. */
const PLACEHOLDER = /^your-/i;

/** Everything that is wrong with the values, each called by its variable or its path and never quoted. Pure. */
export function problemsOf(chosen: readonly Chosen[], others: readonly OtherSecret[]): readonly string[] {
  return chosen.flatMap((secret, index) => [
    ...valueProblems(secret),
    ...chosen
      .slice(0, index)
      .filter(({ value }) => value === secret.value)
      .map((earlier) => `${called(secret)} is the same as ${called(earlier)}`),
    ...others
      .filter(({ value }) => value === secret.value)
      .map(({ path }) => `${called(secret)} is the same as ${path}, which belongs to another environment`),
  ]);
}

function valueProblems(secret: Chosen): readonly string[] {
  const { given, characters, allowed } = operatorSecretKinds[secret.entry.kind];
  const { length } = secret.value;
  if (PLACEHOLDER.test(secret.value)) return [`${called(secret)} is a placeholder of the documentation`];
  return [
    ...(length < given.min || length > given.max
      ? [
          `${called(secret)} is too ${length < given.min ? "short" : "long"}; allowed are ${given.min}-${given.max} characters`,
        ]
      : []),
    ...(characters.test(secret.value) ? [] : [`${called(secret)} has characters other than ${allowed}`]),
  ];
}

function called({ from, entry: { variable, path } }: Chosen): string {
  return from === "given" ? variable : `the value of ${path}`;
}
