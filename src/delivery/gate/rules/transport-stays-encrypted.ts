import type { ResourceChange } from "../../terraform";
import { fateOf, valueAt } from "../plan-view";
import { protectionRule } from "../protection-rule";
import { staysAmong, staysOn } from "../settings";

export const transportStaysEncrypted = protectionRule({
  id: "transport-stays-encrypted",
  blocks: "TLS given up on a listener, target group, cache or distribution, or no longer demanded by a database",
  control: "164.312(e)(1)",
  threatens: "exposure",
  settings: [
    staysOn("transit_encryption_enabled"),
    staysAmong(["required"], "transit_encryption_mode"),
    staysAmong(["HTTPS", "TLS"], "protocol", ["aws_lb_listener", "aws_lb_target_group"]),
    staysAmong(["https-only", "redirect-to-https"], "default_cache_behavior.0.viewer_protocol_policy", [
      "aws_cloudfront_distribution",
    ]),
  ],
  also: (resource) => undemandedTls(resource).map((name) => `${name} is turned off; the database would talk in clear`),
  meaning: "it could be spoken to in clear",
  fix: "Keep TLS: nothing that holds health data is spoken to in clear.",
});

/** What databases call it. */
const demands: ReadonlySet<string> = new Set(["rds.force_ssl", "require_secure_transport"]);

interface Parameter {
  readonly name?: string;
  readonly value?: string;
}

function undemandedTls(resource: ResourceChange): readonly string[] {
  const { type, change } = resource;
  if (!/^aws_(db|rds_cluster)_parameter_group$/.test(type) || fateOf(resource) !== "update") return [];
  const after = demanded(change.after);
  return demanded(change.before).filter((name) => !after.includes(name));
}

function demanded(body: unknown): readonly string[] {
  const parameters = (valueAt(body, "parameter") ?? []) as Parameter[];
  return parameters
    .filter(({ name = "", value }) => demands.has(name) && (value === "1" || value === "ON"))
    .map(({ name = "" }) => name);
}
