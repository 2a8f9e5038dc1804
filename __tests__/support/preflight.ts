import { findDeployment } from "../../src/config";
import type { AwsClients } from "../../src/delivery/aws/clients";
import type { Check, Finding } from "../../src/delivery/preflight/check";
import { answered } from "../../src/delivery/preflight/check";
import { demandOf, type Demand } from "../../src/delivery/preflight/demand";
import type { TerraformDocument } from "../../src/delivery/synth";
import { documentOf } from "./delivery";

type Resources = NonNullable<TerraformDocument["resource"]>;
/** Answers of AWS by service and operation; what is not told here is refused as AWS refuses it. */
export type Answers = { readonly [service: string]: { readonly [operation: string]: (input: never) => unknown } };

/** What omnirapeutic-dev asks for with these resources, when its state holds those (attributes by address). */
export function demandFor(resources: Resources, deployed: Record<string, Record<string, unknown>> = {}): Demand {
  const document = documentOf(resources);
  const copies = { alias: "us_west_2", region: "us-west-2" };
  const stack = {
    name: "omnirapeutic-dev",
    document: { ...document, provider: { aws: [...(document.provider!.aws as []), copies] } },
  };
  const state = {
    resources: Object.entries(deployed).map(([address, attributes]) => {
      const [type = "", name = ""] = address.split(".");
      return { mode: "managed" as const, type, name, instances: [{ attributes }] };
    }),
  };
  return demandOf(findDeployment("omnirapeutic-dev"), stack, state, (args) => `terraform ${args}`);
}

/** An error as the SDK throws it. */
export function awsError(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(`${name}, says AWS`), { name, $metadata: { httpStatusCode } });
}

/** An account that answers so, in every region; `regions` notes which were asked. */
export function accountOf(answers: Answers, regions: string[] = []): AwsClients {
  const service = (name: string) =>
    new Proxy(
      {},
      {
        get: (_target, operation: string) => async (input: never) => {
          const answer = answers[name]?.[operation];
          if (!answer) throw awsError("AccessDeniedException", 403);
          return answer(input);
        },
      },
    );
  const inRegion = (region: string): unknown => {
    regions.push(region);
    return clients;
  };
  const clients: unknown = new Proxy(
    {},
    { get: (_target, name: string) => (name === "inRegion" ? inRegion : service(name)) },
  );
  return clients as AwsClients;
}

/** Looks at every check. */
export function lookAt(checks: readonly Check[]): Promise<readonly Finding[]> {
  return Promise.all(checks.map(answered));
}

/** `what: status` of each. */
export function statuses(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ what, status }) => `${what}: ${status}`);
}
