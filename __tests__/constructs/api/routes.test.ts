import { handler, NEW_ITEM, synthesizeApi } from "./sample-api";

const stack = synthesizeApi();
const restApiId = "${aws_api_gateway_rest_api.api.id}";

describe("a route of an API", () => {
  it("stands in a tree of paths whose addresses say the path", () => {
    expect(stack.every("aws_api_gateway_resource")).toMatchObject({
      api_path_health: { path_part: "health", parent_id: "${aws_api_gateway_rest_api.api.root_resource_id}" },
      api_path_api: { path_part: "api", parent_id: "${aws_api_gateway_rest_api.api.root_resource_id}" },
      api_path_api_items: { path_part: "items", parent_id: "${aws_api_gateway_resource.api_path_api.id}" },
      api_path_api_items_item_id: {
        path_part: "{item-id}",
        parent_id: "${aws_api_gateway_resource.api_path_api_items.id}",
      },
    });
    expect(Object.keys(stack.every("aws_api_gateway_resource"))).toHaveLength(4);
  });

  it("has addresses that do not depend on the order of routes", () => {
    const more = synthesizeApi({}, (api) => api.route("GET", "/about", { function: handler }));
    expect(more.addresses()).toEqual(expect.arrayContaining(stack.addresses()));
  });

  it("asks for a token unless it is open", () => {
    const methods = stack.every("aws_api_gateway_method");
    const open = Object.keys(methods).filter((id) => methods[id]!.authorization === "NONE");
    expect(open.sort()).toEqual(["api_get_health", "api_options_api_items", "api_options_api_items_item_id"]);
    for (const id of Object.keys(methods).filter((each) => !open.includes(each))) {
      expect(methods[id]).toMatchObject({
        authorization: "COGNITO_USER_POOLS",
        authorizer_id: "${aws_api_gateway_authorizer.api_authorizer.id}",
      });
    }
    expect(methods.api_get_health).not.toHaveProperty("authorizer_id");
  });

  it("requires parameters of the path and of the query, and bodies of the given form", () => {
    expect(stack.at("aws_api_gateway_method.api_delete_api_items_item_id").request_parameters).toEqual({
      "method.request.path.item-id": true,
    });
    expect(stack.at("aws_api_gateway_method.api_get_api_items").request_parameters).toEqual({
      "method.request.querystring.page": true,
    });
    expect(stack.at("aws_api_gateway_method.api_post_api_items").request_models).toEqual({
      "application/json": "${aws_api_gateway_model.api_post_api_items_body.name}",
    });
    const model = stack.only("aws_api_gateway_model");
    expect(model).toMatchObject({ name: "postapiitems", content_type: "application/json" });
    expect(JSON.parse(String(model.schema))).toEqual({
      $schema: "http://json-schema.org/draft-04/schema#",
      ...NEW_ITEM,
    });
    for (const { request_validator_id } of Object.values(stack.every("aws_api_gateway_method"))) {
      expect(request_validator_id).toBe("${aws_api_gateway_request_validator.api_validator.id}");
    }
  });

  it("is answered by its function within API Gateway's 29 seconds", () => {
    expect(stack.at("aws_api_gateway_integration.api_get_health_integration")).toMatchObject({
      rest_api_id: restApiId,
      resource_id: "${aws_api_gateway_resource.api_path_health.id}",
      http_method: "GET",
      type: "AWS_PROXY",
      integration_http_method: "POST",
      uri: handler.invokeArn,
      timeout_milliseconds: 29_000,
    });
  });

  it("may call its function for this method and path, and for no other", () => {
    const execution = "${aws_api_gateway_rest_api.api.execution_arn}";
    const permissions = Object.values(stack.every("aws_lambda_permission"));
    expect(permissions.map(({ source_arn }) => source_arn as string).sort()).toEqual(
      ["DELETE/api/items/*", "GET/api/items", "GET/health", "POST/api/items"].map((route) => `${execution}/*/${route}`),
    );
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        action: "lambda:InvokeFunction",
        function_name: "sample-handler-dev",
        principal: "apigateway.amazonaws.com",
      });
    }
    const statements = permissions.map(({ statement_id }) => statement_id as string);
    expect(new Set(statements).size).toBe(4);
  });

  it.each([
    ["api/items"],
    ["/"],
    ["/api//items"],
    ["/api/items/"],
    ["/api/it ems"],
    ["/api/{1}"],
    ["/api/{id"],
    ["/api/items?page={page}"],
  ])("may not have the path %s", (path) => {
    expect(() => synthesizeApi({}, (api) => api.route("GET", path, { function: handler }))).toThrow(
      `[sample-dev/api] path is "${path}"; allowed are parts of letters, digits and ._-, or names in braces, each after a /`,
    );
  });

  it("is given once", () => {
    expect(() => synthesizeApi({}, (api) => api.route("GET", "/health", { function: handler }))).toThrow("get_health");
  });
});

describe("pages of the one allowed origin", () => {
  it("learn from API Gateway itself what they may send, for every path that asks for a token", () => {
    expect(stack.at("aws_api_gateway_integration.api_options_api_items_integration")).toMatchObject({
      http_method: "OPTIONS",
      type: "MOCK",
      request_templates: { "application/json": '{"statusCode":200}' },
    });
    const headers = stack.at("aws_api_gateway_integration_response.api_options_api_items_integration_response");
    expect(headers.response_parameters).toEqual({
      "method.response.header.Access-Control-Allow-Origin": "'https://app.sample.example'",
      "method.response.header.Access-Control-Allow-Methods": "'DELETE,GET,OPTIONS,PATCH,POST,PUT'",
      "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type'",
      "method.response.header.Access-Control-Max-Age": "'600'",
    });
    const declared = stack.at("aws_api_gateway_method_response.api_options_api_items_response");
    expect(Object.keys(declared.response_parameters as object)).toEqual(
      Object.keys(headers.response_parameters as object),
    );
    expect(Object.keys(stack.every("aws_api_gateway_integration_response"))).toHaveLength(2);
  });

  it("learn it too where an open method was there first, and nothing where all are open", () => {
    const more = synthesizeApi({}, (api) => api.route("POST", "/health", { function: handler }));
    expect(more.at("aws_api_gateway_method.api_options_health").authorization).toBe("NONE");
    expect(stack.addresses()).not.toContain("aws_api_gateway_method.api_options_health");
  });

  it("may read why they were refused", () => {
    const responses = Object.values(stack.every("aws_api_gateway_gateway_response"));
    expect(responses.map(({ response_type }) => response_type as string)).toEqual(["DEFAULT_4XX", "DEFAULT_5XX"]);
    for (const { response_parameters } of responses) {
      expect(response_parameters).toEqual({
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.sample.example'",
      });
    }
  });

  it("are the only ones", () => {
    expect(JSON.stringify(stack.json)).not.toContain("'*'");
  });
});
