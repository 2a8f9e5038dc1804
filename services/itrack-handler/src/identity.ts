import { Refusal, type ApiEvent } from "./http";

/** Who calls, as Cognito vouches for it and API Gateway has checked. */
export interface Caller {
  /** Cognito's `sub`: an opaque id of the person. */
  readonly id: string;
  readonly isAdmin: boolean;
}

/** Whoever is in none of them has an account, but no rights here. */
const GROUPS = ["admin", "user"];

/** @throws Refusal 401 without claims, 403 for a person of no group // 164.312(d) */
export function callerOf({ requestContext }: ApiEvent): Caller {
  const claims = requestContext?.authorizer?.claims;
  const id = claims?.sub;
  if (typeof id !== "string" || id === "") {
    throw new Refusal(401, "unauthenticated", { headers: { "WWW-Authenticate": "Bearer" } });
  }
  const groups = groupsIn(claims?.["cognito:groups"]);
  if (!groups.some((group) => GROUPS.includes(group))) throw new Refusal(403, "forbidden");
  return { id, isAdmin: groups.includes("admin") };
}

/** API Gateway makes a text of the list: `admin,user`, and elsewhere `[admin user]`. */
function groupsIn(claim: unknown): string[] {
  const text = Array.isArray(claim) ? claim.join(",") : typeof claim === "string" ? claim : "";
  return text.split(/[\s,[\]]+/).filter((group) => group !== "");
}
