import type { Same } from "./differ";

/** What names an environment: it differs by nature, and so does every name, ARN, tag and address made of it. */
export interface Identity {
  readonly environment: string;
  /** Name of the deployment. */
  readonly deployment: string;
  readonly account: string;
  /** Every host name, in the same order in each environment. */
  readonly domainNames: readonly string[];
}

/** Values are the same when they are equal, or are but for the names of their environments. */
export function sameButForNames(identities: readonly Identity[]): Same {
  const withoutNames = new Map(identities.map((identity) => [identity.environment, nameRemover(identity)]));
  return (one, value, other, otherValue) => {
    const [text, otherText] = [value, otherValue].map((each) => JSON.stringify(each) ?? "");
    return text === otherText || withoutNames.get(one)!(text!) === withoutNames.get(other)!(otherText!);
  };
}

function nameRemover({ environment, deployment, account, domainNames }: Identity): (text: string) => string {
  const names: readonly (readonly [RegExp, string])[] = [
    ...domainNames.map((name, index) => [new RegExp(name.replaceAll(".", "\\."), "g"), `<domain ${index}>`] as const),
    // In whatever case: omni-portal-dev, OmniPortalDev, omni-portal/dev.
    [new RegExp(deployment.replaceAll("-", "[-_/]?"), "gi"), "<deployment>"],
    [new RegExp(account, "g"), "<account>"],
    // As a word, also in camel case: /ecs/dev/api, LogsOfDocumentsDev.
    [
      new RegExp(`(?<![A-Za-z])(?:${spellings(environment)})(?![A-Za-z])|${capitalized(environment)}(?![a-z])`, "g"),
      "<environment>",
    ],
  ];
  return (text) => names.reduce((rest, [name, placeholder]) => rest.replace(name, placeholder), text);
}

/** The host names that a configuration has, wherever they stand. */
export function domainNamesOf(settings: object): string[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    if (name === "domainName") return [String(value)];
    return typeof value === "object" && value !== null ? domainNamesOf(value) : [];
  });
}

/** The documents also write `prod`, as in `prod-snapshot-20260101-0300`. */
function spellings(environment: string): string {
  return environment === "production" ? "production|prod" : environment;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
