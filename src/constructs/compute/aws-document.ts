import type { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";

/** The ARN of a Systems Manager document that AWS publishes: it belongs to no account. */
export function awsDocumentArn(scope: Construct, name: string): string {
  return `arn:aws:ssm:${SystemStack.of(scope).settings.region}::document/${name}`;
}
