import { stateAddresses } from "../../terraform";
import type { Rule } from "../finding";
import { fateOf, managedChanges } from "../plan-view";

/**
 * More deletes than these at once are a mistake about addresses, accounts or configuration until somebody says otherwise.
 * `most`: the largest part that is taken away as one (AWS Backup of OmniPortal) has 28 resources; services have up to 25.
 * `share`: of a small state, fewer would already be most of it; it counts from `from` on, the size of a single store.
 */
export const deleteLimits = { most: 30, share: 0.2, from: 10 } as const;

/** Each version of these is an object of its own: every release, every new document replaces some. */
const versionedTypes: ReadonlySet<string> = new Set([
  "aws_api_gateway_deployment",
  "aws_ecs_task_definition",
  "aws_lambda_layer_version",
  "aws_launch_configuration",
  "aws_s3_object",
  "aws_signer_signing_job",
  "terraform_data",
]);

export const deletesStayFew: Rule = {
  id: "deletes-stay-few",
  blocks: `more than ${deleteLimits.most} deletes at once, or more than ${deleteLimits.share * 100} % of what the state holds (from ${deleteLimits.from + 1} on); replacements count, but for new versions such as task definitions`,
  control: "164.308(a)(7)(i)",
  check: ({ plan, deployment }) => {
    const deletes = managedChanges(plan).filter((change) => {
      const fate = fateOf(change);
      return fate === "destroy" || (fate === "replace" && !versionedTypes.has(change.type));
    }).length;
    const held = stateAddresses(plan.prior_state?.values?.root_module).length;
    const isMany = deletes > deleteLimits.from && deletes > held * deleteLimits.share;
    if (deletes <= deleteLimits.most && !isMany) return [];
    return [
      {
        address: deployment,
        message: `${deletes} of the ${held} resources of ${deployment} would be destroyed at once`,
        fix: "Renamed ids, another account or another configuration look like this: compare npx estate addresses. A real removal goes in smaller steps, or with a waiver.",
      },
    ];
  },
};
