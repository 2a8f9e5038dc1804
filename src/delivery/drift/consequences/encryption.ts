import { tlsNotDemanded } from "./policies";
import { rows } from "./row";
import { changed, noLonger, off, removed, weakerTls } from "./when";

const keys = [
  "kms_key_id",
  "kms_key_arn",
  "kms_master_key_id",
  "kms_key",
  "performance_insights_kms_key_id",
  "*.kms_key_id",
  "*.kms_key_arn",
  "*.kms_master_key_id",
  "*.kms_key",
];
const parameters = ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"];

/** At rest and in transit. */
export const encryption = rows("encryption-off", [
  [
    "*",
    [
      "storage_encrypted",
      "encrypted",
      "at_rest_encryption_enabled",
      "*.encrypted",
      "server_side_encryption[*].enabled",
    ],
    off,
    "encryption turned off outside code",
    "164.312(a)(2)(iv)",
  ],
  ["*", "sqs_managed_sse_enabled", off, "messages are no longer encrypted", "164.312(a)(2)(iv)"],
  [
    "*",
    ["cache_data_encrypted", "*.cache_data_encrypted"],
    off,
    "the cache is no longer encrypted",
    "164.312(a)(2)(iv)",
  ],
  [
    "aws_s3_bucket_server_side_encryption_configuration",
    "*.sse_algorithm",
    noLonger("aws:kms", "aws:kms:dsse"),
    "new objects are no longer encrypted with the estate's own key",
    "164.312(a)(2)(iv)",
  ],
  ["*", keys, removed, "no longer encrypted with the estate's own key", "164.312(a)(2)(iv)"],
  ["*", keys, changed, "encrypted with another key than the code says", "164.312(a)(2)(iv)"],
  ["aws_kms_alias", "target_key_id", changed, "the alias names another key", "164.312(a)(2)(iv)"],
  ["*", "transit_encryption_enabled", off, "connections are no longer encrypted", "164.312(e)(1)", "164.312(e)(2)(ii)"],
  [
    "*",
    "transit_encryption_mode",
    noLonger("required"),
    "connections without TLS are accepted",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  [
    "*",
    ["ssl_policy", "security_policy", "minimum_protocol_version", "*.minimum_protocol_version"],
    weakerTls,
    "outdated TLS is accepted",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  ["aws_lb_listener", "protocol", noLonger("HTTPS", "TLS"), "the listener takes plain HTTP", "164.312(e)(2)(ii)"],
  [
    "aws_lb_listener",
    ["default_action[*].type", "default_action[*].redirect[*].protocol"],
    noLonger("redirect", "HTTPS"),
    "plain HTTP is no longer redirected to HTTPS",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  ["aws_lb_listener", "certificate_arn", changed, "another certificate is presented", "164.312(e)(2)(ii)"],
  [
    "aws_cloudfront_distribution",
    "*.viewer_protocol_policy",
    noLonger("https-only", "redirect-to-https"),
    "viewers may come without TLS",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  [
    "aws_cloudfront_distribution",
    "*.origin_protocol_policy",
    noLonger("https-only"),
    "the origin is asked without TLS",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  [
    parameters,
    ["parameter[rds.force_ssl].*", "parameter[require_secure_transport].*"],
    changed,
    "the database may take connections without TLS",
    "164.312(e)(1)",
    "164.312(e)(2)(ii)",
  ],
  [
    parameters,
    ["parameter[*tls_version].*", "parameter[ssl_min_protocol_version].*"],
    changed,
    "the database accepts other versions of TLS",
    "164.312(e)(2)(ii)",
  ],
  ["*", "policy", tlsNotDemanded, "requests without TLS are no longer denied", "164.312(e)(1)", "164.312(e)(2)(ii)"],
]);
