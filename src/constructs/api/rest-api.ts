import { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayRequestValidator } from "@cdktf/provider-aws/lib/api-gateway-request-validator";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { Lazy, Token, type IResolveContext, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { EncryptedLogGroup } from "../observability/encrypted-log-group";
import { watchApi } from "./api-alarms";
import { ApiDomain } from "./api-domain";
import { ApiPaths } from "./api-paths";
import { ApiStage } from "./api-stage";
import { answerErrorsWithCors, answerPreflight } from "./cors";
import { addMethod } from "./method";
import type { HttpMethod, RestApiProps, Route } from "./rest-api-props";

/**
 * A regional REST API before Lambda functions: every method asks for a token of the user pool unless it says why not,
 * checks parameters and bodies, throttles, traces, and logs without bodies. Changing it makes a new deployment of its one
 * stage. 164.312(a)(1), 164.312(d), 164.312(b)
 */
export class RestApi extends Construct {
  readonly restApiId: string;
  readonly stageArn: string;
  readonly stageName: string;
  /** Where CloudFront finds it. */
  readonly hostName: string;
  /** Before every path: empty with a domain of its own. */
  readonly originPath: string;
  /** Where clients find it. */
  readonly url: string;
  readonly accessLogs: EncryptedLogGroup;
  private readonly api: ApiGatewayRestApi;
  private readonly authorizer: ApiGatewayAuthorizer;
  private readonly validator: ApiGatewayRequestValidator;
  private readonly paths: ApiPaths;
  private readonly deployment: ApiGatewayDeployment;
  /** What a deployment is a copy of, part by part: a plan shows which part makes a new one. */
  private readonly definition = new Map<string, readonly TerraformResource[]>();

  /** @throws Error when AWS would refuse stage, limits or origin */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestApiProps,
  ) {
    super(scope, id);
    requireValid(this, props);
    const { name, description, domain } = props;
    this.api = new ApiGatewayRestApi(this, "Resource", {
      name,
      description,
      endpointConfiguration: { types: ["REGIONAL"] },
      disableExecuteApiEndpoint: domain !== undefined, // no way in besides its own name
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: name },
    });
    this.authorizer = new ApiGatewayAuthorizer(this, "authorizer", {
      name,
      restApiId: this.api.id,
      type: "COGNITO_USER_POOLS",
      providerArns: [props.authorizer.userPoolArn],
      identitySource: "method.request.header.Authorization",
    });
    this.validator = new ApiGatewayRequestValidator(this, "validator", {
      name: "body-and-parameters",
      restApiId: this.api.id,
      validateRequestBody: true, // 164.312(c)(1)
      validateRequestParameters: true,
    });
    this.paths = new ApiPaths(this, this.api);
    this.deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId: this.api.id,
      triggers: Token.asStringMap(Lazy.anyValue({ produce: (context) => this.told(context) })),
      lifecycle: { createBeforeDestroy: true },
    });
    this.define("tokens", [this.authorizer]);
    this.define("validation", [this.validator]);
    this.define("errors", answerErrorsWithCors(this, this.api, props.allowedOrigin));
    const stage = new ApiStage(this, "stage", { ...props, api: this.api, deployment: this.deployment });
    this.restApiId = this.api.id;
    this.stageArn = stage.stageArn;
    this.stageName = props.stageName;
    this.accessLogs = stage.accessLogs;
    const own = domain && new ApiDomain(this, "domain", { ...domain, api: this.api, stage: stage.stage });
    this.hostName = own?.domainName ?? stage.hostName;
    this.originPath = own ? "" : `/${props.stageName}`;
    this.url = `https://${this.hostName}${this.originPath}`;
  }

  /**
   * Answers a method of a path by a function.
   *
   * @param path such as `/api/items/{id}`; names in braces are required parameters
   * @throws Error when API Gateway would refuse the path, or it has that method already
   */
  route(method: HttpMethod, path: string, route: Route): void {
    const resource = this.paths.at(path);
    const { api, authorizer, validator } = this;
    this.define(`${method} ${path}`, addMethod(this, { api, authorizer, validator, resource, method, path, route }));
    const preflight = `OPTIONS ${path}`;
    if (route.open || this.definition.has(preflight)) return; // pages of other origins call nothing that needs no token
    const origin = this.props.allowedOrigin;
    this.define(preflight, answerPreflight(this, { api, validator, resource, origin }));
  }

  /** Tells of requests that fail or wait, and of a flood of refused ones. */
  watch(topic: AlarmTopic): void {
    watchApi(this, { name: this.props.name, stageName: this.stageName, topic });
  }

  /** A deployment is a copy of the API: it comes after every part, and again when one of them changes. */
  private define(part: string, resources: readonly TerraformResource[]): void {
    this.definition.set(part, resources);
    this.deployment.dependsOn = [...(this.deployment.dependsOn ?? []), ...resources.map(addressOf)];
  }

  /**
   * What Terraform is told of each part, as text in which references stay names: values of AWS would be unknown at the
   * first plan. A plan that makes a new deployment shows which part has changed, and how.
   */
  private told(context: IResolveContext): Record<string, string> {
    const parts = [...this.definition].map(([part, resources]) => {
      const told: unknown = context.resolve(resources.map((resource) => resource.toTerraform() as unknown));
      const text = JSON.stringify(told, (key, value: unknown) => (key === "//" ? undefined : value));
      return [part, text.replaceAll("${", "{")] as const;
    });
    return Object.fromEntries(parts);
  }
}

/** As Terraform wants it in `depends_on`, which takes no expressions. */
const addressOf = ({ terraformResourceType, friendlyUniqueId }: TerraformResource) =>
  `${terraformResourceType}.${friendlyUniqueId}`;

function requireValid(api: RestApi, { stageName, throttling: { rate, burst }, allowedOrigin }: RestApiProps): void {
  const problem = [
    !/^[\w-]{1,128}$/.test(stageName) && `stageName is "${stageName}"; allowed are 1-128 letters, digits and _-`,
    !(Number.isInteger(rate) && rate >= 1 && rate <= 10_000) &&
      `throttling.rate is ${rate}; allowed are whole numbers from 1 to 10000`,
    !(Number.isInteger(burst) && burst >= rate && burst <= 5_000) &&
      `throttling.burst is ${burst}; allowed are whole numbers from the rate to 5000`,
    !/^https:\/\/[a-z0-9.-]+$/.test(allowedOrigin) &&
      `allowedOrigin is "${allowedOrigin}"; allowed is https:// and a host name`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${api.node.path}] ${problem}. Change it in the API's properties.`);
}
