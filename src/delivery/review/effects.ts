import type { ResourceChange } from "../terraform";

/** What happens to one resource, or `none`. */
export type Effect = "create" | "update" | "replace" | "destroy" | "forget" | "import" | "move" | "none";

export function effectOf({ change: { actions, importing }, previous_address: movedFrom }: ResourceChange): Effect {
  // A replacement that leaves the old one in AWS is as grave as one that destroys it: nobody has charge of it any more.
  if (actions.includes("forget")) return actions.includes("create") ? "replace" : "forget";
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "create";
  if (importing) return "import";
  if (actions.includes("update")) return "update";
  return movedFrom ? "move" : "none";
}
