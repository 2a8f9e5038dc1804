import { RestApi } from "../../../src/constructs/api/rest-api";
import type { RestApiProps } from "../../../src/constructs/api/rest-api-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/sample";
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:sample-handler-dev";

/** A function that somebody else makes. */
export const handler = {
  functionName: "sample-handler-dev",
  functionArn,
  invokeArn: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
};
export const NEW_ITEM = { type: "object", required: ["title"], additionalProperties: false };
export const reason = "Health checks carry no token";

export const sampleLogs = { accessLogGroupName: "/aws/apigateway/sample-dev", retentionDays: 365, keyArn };

const sample: RestApiProps = {
  name: "sample-dev",
  description: "Sample",
  stageName: "dev",
  authorizer: { userPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_sample" },
  throttling: { rate: 100, burst: 200 },
  allowedOrigin: "https://app.sample.example",
  logs: sampleLogs,
  protection: { kept: true },
};

/** An API with an open path and paths of items. */
export function addApi(stack: SystemStack, props: Partial<RestApiProps> = {}): RestApi {
  const api = new RestApi(stack, "api", { ...sample, ...props });
  api.route("GET", "/health", { function: handler, open: { reason } });
  api.route("GET", "/api/items", { function: handler, query: ["page"] });
  api.route("POST", "/api/items", { function: handler, body: NEW_ITEM });
  api.route("DELETE", "/api/items/{item-id}", { function: handler });
  return api;
}

/** The sample API, watched, and with whatever a test adds to it. */
export function synthesizeApi(
  props: Partial<RestApiProps> = {},
  more: (api: RestApi, stack: SystemStack) => void = () => undefined,
): Synthesized {
  return synthesize((stack) => {
    const api = addApi(stack, props);
    api.watch(new AlarmTopic(stack, "alarms", { name: "sample", keyArn, subscribers: [] }));
    more(api, stack);
  });
}
