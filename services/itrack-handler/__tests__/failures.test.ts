import { ulid } from "../src/items/ulid";
import { Api } from "./support/calls";
import { FailingDynamoDb } from "./support/double";

const dynamo = new FailingDynamoDb();
afterEach(() => dynamo.stop());
const item = `/api/items/${ulid(new Date())}`;
const body = { title: "x", version: 1 };

describe("while DynamoDB throttles", () => {
  it.each(["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"])(
    "%s: every operation says when to come again, after the SDK has tried three times",
    async (error) => {
      const api = new Api(await dynamo.start(error));
      const answers = await Promise.all([
        api.call("POST", "/api/items", { body: { title: "x" } }),
        api.call("GET", "/api/items"),
        api.call("GET", item),
        api.call("PUT", item, { body }),
        api.call("DELETE", item),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({
          status: 429,
          headers: { "Retry-After": "2" },
          body: { error: { code: "too_many_requests", requestId: "request-1" } },
        });
      }
      expect(dynamo.requests).toBe(3 * answers.length);
      expect(api.lines.every(({ event, level }) => event === "request" && level === "WARN")).toBe(true);
    },
  );
});

describe("when DynamoDB fails", () => {
  it("answers no details, and logs the kind and place of the error without its message", async () => {
    const api = new Api(await dynamo.start("AccessDeniedException"));
    const answer = await api.call("GET", item);
    expect(answer).toMatchObject({ status: 500, body: { error: { code: "internal_error", requestId: "request-1" } } });
    expect(api.lines).toMatchObject([
      { event: "failure", level: "ERROR", requestId: "request-1", error: "AccessDeniedException" },
      { event: "request", level: "ERROR", operation: "readItem", status: 500 },
    ]);
    expect(JSON.stringify([answer, api.lines])).not.toContain("somebody");
  });

  it("is not healthy, and asks again only after 5 seconds", async () => {
    const api = new Api(await dynamo.start("InternalServerError", 500));
    const health = () => api.call("GET", "/health", { sub: undefined });
    expect(await health()).toMatchObject({
      status: 503,
      body: { status: "unavailable", dependencies: { dynamodb: "unreachable" } },
    });
    const { requests } = dynamo;
    await health();
    expect(dynamo.requests).toBe(requests);
    api.now = new Date(api.now.getTime() + 5000);
    await health();
    expect(dynamo.requests).toBeGreaterThan(requests);
  });
});

describe("the log", () => {
  it("has one line a request, without item, person or path", async () => {
    const api = new Api(await dynamo.start("ThrottlingException"));
    await api.call("POST", "/api/items", { sub: "person-secret", body: { title: "title-secret" } });
    await api.call("GET", "/path-secret");
    expect(api.lines).toEqual([
      {
        event: "request",
        level: "WARN",
        timestamp: "2026-01-02T03:04:05.000Z",
        requestId: "request-1",
        operation: "createItem",
        status: 429,
        latencyMs: expect.any(Number),
      },
      expect.objectContaining({ operation: "unknown", status: 404 }),
    ]);
    expect(JSON.stringify(api.lines)).not.toContain("secret");
  });
});
