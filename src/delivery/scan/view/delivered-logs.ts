import { isObject, type Json, type JsonObject } from "../../hcl";

/** Resources of one type by their names. */
type Bodies = Readonly<Record<string, JsonObject>>;

/**
 * The document in which a distribution whose access logs are delivered by CloudWatch has the block of the older way, into
 * a bucket: the scanners know only that one. Without a source, or without a delivery from it, it has none.
 */
export function withDeliveredLogs(document: JsonObject): JsonObject {
  const logged = distributionsWithDeliveredLogs(document);
  if (logged.size === 0) return document;
  const resources = document.resource as JsonObject;
  const distributions = Object.entries(bodiesOf(document, "aws_cloudfront_distribution")).map(
    ([name, body]): [string, Json] => [name, logged.has(name) ? { ...body, logging_config: LOGGED } : body],
  );
  return { ...document, resource: { ...resources, aws_cloudfront_distribution: Object.fromEntries(distributions) } };
}

/** Whatever stands here, a scanner reads that requests are logged. */
export const LOGGED = { bucket: "delivered-by-cloudwatch-logs" };

/** Names of the distributions whose access logs a delivery takes somewhere. */
export function distributionsWithDeliveredLogs(document: JsonObject): ReadonlySet<string> {
  const delivered = new Set(
    Object.values(bodiesOf(document, "aws_cloudwatch_log_delivery")).map((body) =>
      referred(body.delivery_source_name, "aws_cloudwatch_log_delivery_source", "name"),
    ),
  );
  const sources = Object.entries(bodiesOf(document, "aws_cloudwatch_log_delivery_source"));
  return new Set(
    sources
      .filter(([name, { log_type: type }]) => delivered.has(name) && type === "ACCESS_LOGS")
      .flatMap(([, body]) => referred(body.resource_arn, "aws_cloudfront_distribution", "arn") ?? []),
  );
}

function bodiesOf({ resource }: JsonObject, type: string): Bodies {
  const bodies = isObject(resource) ? resource[type] : undefined;
  if (!isObject(bodies)) return {};
  return Object.fromEntries(
    Object.entries(bodies).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** The name in `${type.name.attribute}`. */
function referred(value: Json | undefined, type: string, attribute: string): string | undefined {
  const [, found, name, end] = /^\$\{(\w+)\.(\w+)\.(\w+)\}$/.exec(typeof value === "string" ? value : "") ?? [];
  return found === type && end === attribute ? name : undefined;
}
