import type { JsonObject } from "../../hcl";

export const role = (assume: string): JsonObject => ({ assume_role_policy: assume });
