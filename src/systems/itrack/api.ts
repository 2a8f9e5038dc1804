import type { ITrackConfig } from "../../config";
import { ApiGatewayAccount } from "../../constructs/api/api-gateway-account";
import { RestApi } from "../../constructs/api/rest-api";
import { ABOUT_NOBODY } from "../../constructs/api/rest-api-props";
import { LambdaFunction } from "../../constructs/compute/lambda-function";
import { Certificate } from "../../constructs/edge/certificate";
import { UserPool } from "../../constructs/identity/user-pool";
import { SecurityGroup } from "../../constructs/network/security-group";
import type { SystemStack } from "../../platform/system-stack";
import { functionPackage } from "../../platform/function-package";
import { CHANGED_ITEM, NEW_ITEM } from "./item-bodies";
import type { Stores } from "./stores";
import type { Surroundings } from "./surroundings";

/** The REST API with who may call it and what answers. */
export interface Api {
  readonly users: UserPool;
  readonly handler: LambdaFunction;
  readonly rest: RestApi;
}

/** Without a server: API Gateway asks for a token and throttles, a function answers from the table of items. */
export function buildApi(stack: SystemStack, config: ITrackConfig, surroundings: Surroundings, stores: Stores): Api {
  const { names, keys, critical } = surroundings;
  const protection = config.protection.allowDestroy;
  const account = config.apiGatewayAccount.owned
    ? new ApiGatewayAccount(stack, "api_gateway_account", {
        roleName: names.api.loggingRole,
        accessLogGroups: ["/aws/apigateway/"],
        protection,
      })
    : undefined;
  const users = new UserPool(stack, "users", {
    name: names.api.users,
    groups: {
      admin: { description: "Reads and changes items of everybody" },
      user: { description: "Reads and changes own items" },
    },
    protection,
  });
  const handler = buildHandler(stack, config, surroundings, stores);
  const { domain, throttling } = config.api;
  const rest = new RestApi(stack, "api", {
    name: names.api.api,
    description: "iTrack",
    stageName: names.api.stage,
    authorizer: users,
    throttling,
    allowedOrigin: siteOrigin(config),
    domain: {
      certificate: new Certificate(stack, "api_certificate", {
        domainName: domain.domainName,
        source: domain.certificate,
      }),
    },
    logs: {
      accessLogGroupName: names.api.accessLogs,
      retentionDays: config.retention.auditLogDays,
      keyArn: keys.logs.keyArn,
      allowedBy: account?.setting,
    },
    protection,
  });
  rest.route("GET", "/health", { function: handler, open: { reason: ABOUT_NOBODY } });
  rest.route("POST", "/api/items", { function: handler, body: NEW_ITEM });
  rest.route("GET", "/api/items", { function: handler });
  rest.route("GET", "/api/items/{id}", { function: handler });
  rest.route("PUT", "/api/items/{id}", { function: handler, body: CHANGED_ITEM });
  rest.route("DELETE", "/api/items/{id}", { function: handler });
  rest.watch(critical);
  return { users, handler, rest };
}

/** Pages of this origin alone may call from a browser. */
const siteOrigin = ({ site }: ITrackConfig) => `https://${site.domainName}`;

/** The one function behind the API: it reaches its table and X-Ray inside the VPC, and nothing outside. 164.312(e)(1) */
function buildHandler(
  stack: SystemStack,
  config: ITrackConfig,
  { names, keys, critical, logs, network }: Surroundings,
  { items }: Stores,
): LambdaFunction {
  const { codeSigning, ...sizes } = config.handler;
  const protection = config.protection.allowDestroy;
  const securityGroup = new SecurityGroup(stack, "handler_security_group", {
    vpcId: network.vpcId,
    name: names.handler.securityGroup,
    description: "The function behind the API",
  });
  const { endpoints, prefixListId } = network.privateEndpoints("dynamodb");
  securityGroup.allowTo("endpoints", { destination: endpoints, port: 443, description: "Traces, to X-Ray" });
  securityGroup.allowTo("dynamodb", { destination: { prefixListId }, port: 443, description: "The table of items" });
  const handler = new LambdaFunction(stack, "handler", {
    ...sizes,
    name: names.handler.function,
    description: "Answers requests to iTrack's API",
    package: functionPackage("itrack-handler"),
    handler: "index.handler",
    environment: { TABLE_NAME: config.items.tableName, ALLOWED_ORIGIN: siteOrigin(config) },
    keyArn: keys.data.keyArn,
    subnetIds: network.appSubnetIds,
    securityGroup,
    permissions: items.permitItems(),
    logs: {
      retentionDays: config.retention.applicationLogDays,
      keyArn: keys.logs.keyArn,
      dataClass: "internal", // who wrote it made sure: no content, no names
    },
    codeSigning: codeSigning.kept
      ? {
          kept: true,
          bucketName: names.handler.packages(stack.settings.account),
          bucketKeyArn: keys.s3.keyArn,
          accessLogs: logs,
        }
      : codeSigning,
    protection,
  });
  handler.watch(critical);
  return handler;
}
