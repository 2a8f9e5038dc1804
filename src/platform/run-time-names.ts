import type { IConstruct } from "constructs";
import { acknowledgeByDesign } from "./acknowledge";

/**
 * For a policy with a wildcard in the place of a name that AWS gives at run time (log streams, sessions, network interfaces),
 * or for an action that IAM grants on no narrower resource. Without it the program could write no log. Only for such
 * policies: what has a name is named, and a comment at the statement says which of the two it is.
 */
export function acknowledgeRunTimeNames(policy: IConstruct): void {
  acknowledgeByDesign(
    policy,
    "iam-policies-have-no-wildcards",
    "The wildcard stands for a name that AWS gives at run time (of a log stream, a log group of an API, a session that only its caller may touch, a task of one cluster, a network interface), or IAM grants the action on no narrower resource.",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  );
}
