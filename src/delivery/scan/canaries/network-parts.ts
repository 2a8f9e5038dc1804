import type { JsonObject } from "../../hcl";
import { type TerraformPart, block } from "./canary";
import { INSIDE } from "./shared";

export const vpc = (name: string): TerraformPart => block("aws_vpc", name, { cidr_block: INSIDE });

export const ofVpc = (name: string): JsonObject => ({ vpc_id: `\${aws_vpc.${name}.id}` });
