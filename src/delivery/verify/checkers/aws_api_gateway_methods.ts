import { isDeepStrictEqual } from "node:util";
import { text, type Checker, type StateResource } from "../checker";

const ofApi = (resource: StateResource) => ({ restApiId: text(resource, "rest_api_id") });

const ofMethod = (resource: StateResource) => ({
  ...ofApi(resource),
  resourceId: text(resource, "resource_id"),
  httpMethod: text(resource, "http_method"),
});

const ofResponse = (resource: StateResource) => ({
  ...ofMethod(resource),
  statusCode: text(resource, "status_code"),
});

/** Maps and lists of AWS and of a state: the empty one is left out by the one and not by the other. */
const same = (found: object | undefined, deployed: unknown) => isDeepStrictEqual(found ?? {}, deployed ?? {});
const sorted = (values: unknown) => [...((values ?? []) as readonly string[])].sort();

export const awsApiGatewayResource: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const { path } = await apigateway.getResource({ ...ofApi(resource), resourceId: text(resource, "id") });
    return { path };
  },
};

export const awsApiGatewayMethod: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const { values } = resource;
    const method = await apigateway.getMethod(ofMethod(resource));
    return {
      authorization: method.authorizationType,
      authorized_as_deployed:
        method.authorizationType === text(resource, "authorization") &&
        (method.authorizerId ?? "") === (values.authorizer_id ?? ""),
      validated_as_deployed:
        (method.requestValidatorId ?? "") === (values.request_validator_id ?? "") &&
        same(method.requestModels, values.request_models) &&
        same(method.requestParameters, values.request_parameters),
    };
  },
  healthy: [
    { title: "Every method asks for a token as deployed", fact: "authorized_as_deployed", is: true }, // 164.312(d)
    { title: "Every method validates requests as deployed", fact: "validated_as_deployed", is: true }, // 164.312(c)(1)
  ],
};

/** What answers a method. */
export const awsApiGatewayIntegration: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const { type, uri } = await apigateway.getIntegration(ofMethod(resource));
    return {
      type,
      answered_as_deployed: type === text(resource, "type") && (uri ?? "") === (resource.values.uri ?? ""),
    };
  },
  healthy: [{ title: "Every method is answered by what was deployed", fact: "answered_as_deployed", is: true }],
};

export const awsApiGatewayMethodResponse: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const { responseParameters } = await apigateway.getMethodResponse(ofResponse(resource));
    return { headers_as_deployed: same(responseParameters, resource.values.response_parameters) };
  },
  healthy: [{ title: "Every answer may carry the deployed headers", fact: "headers_as_deployed", is: true }],
};

/** Which origins may call: headers of API Gateway's own answers. */
export const awsApiGatewayIntegrationResponse: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const { responseParameters } = await apigateway.getIntegrationResponse(ofResponse(resource));
    return { headers_as_deployed: same(responseParameters, resource.values.response_parameters) };
  },
  healthy: [{ title: "API Gateway answers pages of the deployed origin", fact: "headers_as_deployed", is: true }],
};

/** AWS has one for every kind of error; one that says that it is the default is nobody's. */
export const awsApiGatewayGatewayResponse: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const found = await apigateway.getGatewayResponse({
      ...ofApi(resource),
      responseType: text(resource, "response_type") as "DEFAULT_4XX",
    });
    if (found.defaultResponse) return undefined;
    return {
      response_type: found.responseType,
      answers_as_deployed:
        same(found.responseParameters, resource.values.response_parameters) &&
        same(found.responseTemplates, resource.values.response_templates),
    };
  },
  healthy: [{ title: "API Gateway reports errors as deployed", fact: "answers_as_deployed", is: true }],
};

/** What a body must be. */
export const awsApiGatewayModel: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const { name, schema } = await apigateway.getModel({ ...ofApi(resource), modelName: text(resource, "name") });
    const deployed: unknown = JSON.parse(text(resource, "schema"));
    return { model_name: name, schema_as_deployed: isDeepStrictEqual(JSON.parse(schema ?? "{}"), deployed) };
  },
  healthy: [{ title: "Bodies must be as deployed", fact: "schema_as_deployed", is: true }], // 164.312(c)(1)
};

export const awsApiGatewayRequestValidator: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const { values } = resource;
    const found = await apigateway.getRequestValidator({
      ...ofApi(resource),
      requestValidatorId: text(resource, "id"),
    });
    return {
      validates_as_deployed:
        Boolean(found.validateRequestBody) === Boolean(values.validate_request_body) &&
        Boolean(found.validateRequestParameters) === Boolean(values.validate_request_parameters),
    };
  },
  healthy: [{ title: "Bodies and parameters are looked at as deployed", fact: "validates_as_deployed", is: true }], // 164.312(c)(1)
};

export const awsApiGatewayAuthorizer: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const found = await apigateway.getAuthorizer({ ...ofApi(resource), authorizerId: text(resource, "id") });
    return {
      type: found.type,
      pools_as_deployed: isDeepStrictEqual(sorted(found.providerARNs), sorted(resource.values.provider_arns)),
    };
  },
  healthy: [{ title: "Every authorizer trusts the deployed user pool", fact: "pools_as_deployed", is: true }], // 164.312(d)
};
