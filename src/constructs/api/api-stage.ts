import type { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { SystemStack } from "../../platform/system-stack";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { RestApiProps } from "./rest-api-props";

/** One line a request: who, what, how long, and no body, query or token. 164.312(b) */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  traceId: "$context.xrayTraceId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  user: "$context.authorizer.claims.sub",
  method: "$context.httpMethod",
  path: "$context.resourcePath", // the pattern: identifiers stay out
  status: "$context.status",
  error: "$context.error.responseType",
  latencyMs: "$context.responseLatency",
  responseLength: "$context.responseLength",
  firewall: "$context.waf.status",
});

export interface ApiStageProps extends Pick<RestApiProps, "name" | "stageName" | "throttling" | "logs" | "protection"> {
  readonly api: ApiGatewayRestApi;
  readonly deployment: ApiGatewayDeployment;
}

/** The one stage of a REST API: traced, throttled, and logged twice: what came in, and what API Gateway did with it. */
export class ApiStage extends Construct {
  readonly stage: ApiGatewayStage;
  readonly stageArn: string;
  readonly accessLogs: EncryptedLogGroup;
  /** AWS's own address of the API. */
  readonly hostName: string;

  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id);
    const { api, deployment, name, stageName, throttling } = props;
    this.accessLogs = this.logGroup("access_logs", props.logs.accessLogGroupName, props);
    // Fixed by API Gateway, which would make it by itself, unencrypted and kept for ever.
    const executionLogs = this.logGroup("execution_logs", `API-Gateway-Execution-Logs_${api.id}/${stageName}`, props);
    this.stage = new ApiGatewayStage(this, "Resource", {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName,
      xrayTracingEnabled: true,
      cacheClusterEnabled: false, // answers hold health data
      accessLogSettings: { destinationArn: this.accessLogs.logGroupArn, format: ACCESS_LOG_FORMAT },
      tags: { Name: name },
      dependsOn: [executionLogs.node.defaultChild as never, ...(props.logs.allowedBy ? [props.logs.allowedBy] : [])],
    });
    const settings = new ApiGatewayMethodSettings(this, "settings", {
      restApiId: api.id,
      stageName: this.stage.stageName,
      methodPath: "*/*",
      settings: {
        loggingLevel: "INFO", // 164.312(b)
        dataTraceEnabled: false, // bodies hold health data
        metricsEnabled: true,
        throttlingRateLimit: throttling.rate,
        throttlingBurstLimit: throttling.burst,
        cachingEnabled: false,
      },
    });
    this.acknowledge(settings);
    this.stageArn = this.stage.arn;
    this.hostName = `${api.id}.execute-api.${SystemStack.of(this).settings.region}.amazonaws.com`;
  }

  private logGroup(id: string, name: string, { logs, protection }: ApiStageProps): EncryptedLogGroup {
    const { retentionDays, keyArn } = logs;
    return new EncryptedLogGroup(this, id, { name, retentionDays, keyArn, dataClass: "pii", protection });
  }

  private acknowledge(settings: ApiGatewayMethodSettings): void {
    const reason = "Answers hold health data of one person: nothing keeps them for the next one who asks.";
    acknowledgeByDesign(this.stage, "api-gateway-stage-has-a-cache", reason);
    acknowledgeByDesign(settings, "api-gateway-caches-answers", reason);
    acknowledgeByDesign(
      this.stage,
      "api-gateway-stage-has-a-client-certificate",
      "API Gateway calls Lambda functions alone, by IAM; a client certificate would be shown to nobody.",
    );
  }
}
