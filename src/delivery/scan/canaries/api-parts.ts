import type { JsonObject } from "../../hcl";
import { dashed } from "./shared";

export const API = "abcdef0123";

export const restApi = (name: string): JsonObject => ({
  name: dashed(name),
  lifecycle: { create_before_destroy: true },
  endpoint_configuration: { types: ["REGIONAL"] },
});

/** tfsec follows references from a method or a stage to its API, and reads nothing without them. */
export const restApiId = (name: string): string => `\${aws_api_gateway_rest_api.${name}.id}`;
