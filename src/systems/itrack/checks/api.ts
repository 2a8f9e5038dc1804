import type { ITrackConfig } from "../../../config";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import type { ITrackNames } from "../names";

/** The REST API, its people, the function that answers, and the table. */
export function apiChecks({ api, handler, items }: ITrackConfig, names: ITrackNames): readonly Ungrouped[] {
  const stage = { type: "aws_api_gateway_stage", where: { stage_name: names.api.stage } };
  const settings = { type: "aws_api_gateway_method_settings" };
  const users = { type: "aws_cognito_user_pool", where: { name: names.api.users } };
  const fn = { type: "aws_lambda_function", where: { name: names.handler.function } };
  const table = { type: "aws_dynamodb_table", where: { table_name: items.tableName } };
  const { domainName } = api.domain;
  return [
    { id: "api-stage", title: `Stage ${names.api.stage} of the REST API`, of: stage, demand: { count: 1 } },
    {
      id: "api-tracing",
      title: "Requests to the API are traced",
      of: stage,
      demand: { fact: "xray_tracing_enabled", is: true },
    },
    {
      id: "api-rate",
      title: `The API takes ${api.throttling.rate} requests a second`,
      of: settings,
      demand: { fact: "throttling_rate_limit", is: api.throttling.rate },
    },
    {
      id: "api-no-bodies",
      title: "Logs of the API hold no bodies",
      of: settings,
      demand: { fact: "data_trace_enabled", is: false },
    },
    {
      id: "api-tls",
      title: `${domainName} takes TLS 1.2 and later only`,
      of: { type: "aws_api_gateway_domain_name", where: { domain_name: domainName } },
      demand: { fact: "security_policy", is: "TLS_1_2" },
    },
    {
      id: "users-mfa",
      title: "People sign in with a second factor",
      of: users,
      demand: { fact: "mfa_configuration", is: "ON" },
    },
    {
      id: "users-threats",
      title: "Stolen passwords and risky sign-ins are stopped",
      of: users,
      demand: { fact: "advanced_security_mode", is: "ENFORCED" },
    },
    {
      id: "handler-runtime",
      title: `${names.handler.function} runs on ${handler.runtime}`,
      of: fn,
      demand: { fact: "runtime", is: handler.runtime },
    },
    {
      id: "handler-concurrency",
      title: `${names.handler.function} answers ${handler.reservedConcurrency} calls at once`,
      of: fn,
      demand: { fact: "reserved_concurrency", is: handler.reservedConcurrency },
    },
    {
      id: "items-key",
      title: `Table ${items.tableName} is encrypted with the data key`,
      of: table,
      demand: { fact: "kms_key_arn", sameAs: keyNamed(names.keyAliases.data) },
    },
    {
      id: "items-recovery",
      title: `Table ${items.tableName} is restorable to any second of 35 days`,
      of: table,
      demand: { fact: "point_in_time_recovery", is: true },
    },
    {
      id: "items-replicas",
      title: items.replica.copied ? `Table is written in ${items.replica.region} too` : "Table is in one region",
      of: table,
      demand: { fact: "replica_regions", is: items.replica.copied ? [items.replica.region] : [] },
    },
  ];
}
