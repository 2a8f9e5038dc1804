import type { IConstruct } from "constructs";
import { acknowledgeByDesign } from "./acknowledge";

/**
 * For a policy whose resources end in a wildcard because their names are given at run time: log streams, sessions. Without
 * it the program could write no log. Only for such policies: what has a name is named.
 */
export function acknowledgeRunTimeNames(policy: IConstruct): void {
  acknowledgeByDesign(
    policy,
    "iam-policies-have-no-wildcards",
    "The wildcard stands for a name that AWS gives at run time, of a log stream below one log group, of a session that only its caller may touch, or of a task of one cluster.",
  );
}
