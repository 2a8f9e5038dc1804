import type { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import type { DynamoTableProps } from "./dynamo-table-props";

/**
 * @throws Error for what DynamoDB would refuse at apply
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function requireValidTable(table: Construct, props: DynamoTableProps): void {
  const { name, partitionKey, sortKey, ttlAttribute, replica } = props;
  const attributes = { partitionKey, sortKey, ttlAttribute };
  const named = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const badName = named.find(([, value]) => value!.length < 1 || value!.length > 255);
  const repeated = named.find(([, value], index) => named.findIndex(([, other]) => other === value) !== index);
  const problem = [
    !/^[\w.-]{3,255}$/.test(name) &&
      `name is "${name}"; allowed are 3-255 letters, digits and .-_. Write it like itrack-items.`,
    badName && `${badName[0]} is "${badName[1]}"; allowed are 1-255 characters. Name an attribute.`,
    repeated && `${repeated[0]} is "${repeated[1]}", which is taken; allowed is an attribute of its own. Name another.`,
    replica?.region === SystemStack.of(table).settings.region &&
      `replica.region is "${replica.region}", the stack's own; allowed are other regions. Choose one that a failure of ` +
        "this region leaves alone, such as us-west-2.",
  ].find((found) => typeof found === "string");
  if (typeof problem === "string") throw new Error(`[${table.node.path}] ${problem}`);
}
