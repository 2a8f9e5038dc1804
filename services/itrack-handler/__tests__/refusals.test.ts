import { ulid } from "../src/items/ulid";
import { Api, origin, type Call } from "./support/calls";

// Nobody listens there: what is refused never reaches the table.
const api = new Api("http://127.0.0.1:1");
const id = ulid(new Date());
const item = `/api/items/${id}`;
const expired = { expiresAt: 1_000_000_000 };

describe("a call without rights", () => {
  it.each([
    ["POST", "/api/items"],
    ["GET", "/api/items"],
    ["GET", item],
    ["PUT", item],
    ["DELETE", item],
  ])("%s %s is refused without claims and without a group", async (method, path) => {
    const unknown = await api.call(method, path, { sub: undefined });
    expect(unknown).toMatchObject({ status: 401, headers: { "WWW-Authenticate": "Bearer" } });
    expect((await api.call(method, path, { sub: "" })).status).toBe(401);
    expect((await api.call(method, path, { groups: "guests" })).status).toBe(403);
    expect((await api.call(method, path, { groups: 7 })).status).toBe(403);
  });
});

describe("a body that is no item", () => {
  it.each<[string, Call, string]>([
    ["no body", {}, "one JSON object"],
    ["no JSON", { raw: { body: "{" } }, "one JSON object"],
    ["no object", { body: ["title"] }, "one JSON object"],
    ["no title", { body: {} }, "a text of 1-200 characters"],
    ["an empty title", { body: { title: "  " } }, "a text of 1-200 characters"],
    ["a long title", { body: { title: "x".repeat(201) } }, "a text of 1-200 characters"],
    ["a number for a title", { body: { title: 1 } }, "a text of 1-200 characters"],
    ["long details", { body: { title: "x", details: "x".repeat(4001) } }, "a text of 0-4000 characters"],
    ["another status", { body: { title: "x", status: "lost" } }, "open or done"],
    ["a past day", { body: { title: "x", ...expired } }, "in the future"],
    ["milliseconds", { body: { title: "x", expiresAt: 4_200_000_000_000 } }, "whole seconds"],
    ["a field of a prototype", { raw: { body: '{"title":"x","__proto__":{"status":"done"}}' } }, "expiresAt"],
    ["an unknown field", { body: { title: "x", owner: "somebody else" } }, "title, details, status, expiresAt"],
  ])("%s: is refused with what is allowed, and not repeated", async (_what, call, allowed) => {
    const { status, body } = await api.call("POST", "/api/items", call);
    expect([status, body.error.code, body.error.requestId]).toEqual([400, "invalid_request", "request-1"]);
    expect(body.error.fields.map((field: { allowed: string }) => field.allowed).join()).toContain(allowed);
    expect(JSON.stringify(body)).not.toContain("somebody else");
  });

  it("names every field at once", async () => {
    const { body } = await api.call("POST", "/api/items", { body: { status: 1, details: 2 } });
    expect(body.error.fields).toMatchObject([
      { in: "body", field: "title", what: "is missing" },
      { in: "body", field: "details", what: "is not allowed" },
      { in: "body", field: "status", what: "is not allowed" },
    ]);
  });

  it("is too large above 8 KiB", async () => {
    const body = JSON.stringify({ title: "x", details: "x".repeat(8192) });
    expect(await api.call("POST", "/api/items", { raw: { body } })).toMatchObject({
      status: 413,
      body: { error: { code: "request_too_large" } },
    });
  });

  it.each([undefined, 0, 1.5, "1"])("is no change with the version %s", async (version) => {
    const { status, body } = await api.call("PUT", item, { body: { title: "x", version } });
    expect([status, body.error.fields[0].field]).toEqual([400, "version"]);
  });
});

describe("a query", () => {
  it.each<[Call["query"], string]>([
    [{ limit: "0" }, "a whole number from 1 to 100"],
    [{ limit: "101" }, "a whole number from 1 to 100"],
    [{ limit: "ten" }, "a whole number from 1 to 100"],
    [{ next: "else" }, "what the page before answered as next"],
    [{ owner: "some body" }, "the id of a person"],
    [{ owner: ["a", "b"] }, "one value"],
    [{ sort: "title" }, "limit, next, owner"],
  ])("%j is refused with what is allowed", async (query, allowed) => {
    const { status, body } = await api.call("GET", "/api/items", { query: query! });
    expect([status, body.error.fields[0].in, body.error.fields[0].allowed]).toEqual([400, "query", allowed]);
  });
});

describe("a path", () => {
  it.each(["/", "/api", "/api/items/", `${item}/more`, "/health/more", "/api/items/1", "/api/items/ULID"])(
    "%s is not found",
    async (path) => {
      expect((await api.call("GET", path)).status).toBe(404);
    },
  );

  it.each([
    ["PATCH", item, "GET, PUT, DELETE"],
    ["DELETE", "/api/items", "GET, POST"],
    ["POST", "/health", "GET"],
    ["constructor", "/health", "GET"],
  ])("%s %s is no method of it", async (method, path, allow) => {
    expect(await api.call(method, path)).toMatchObject({ status: 405, headers: { Allow: allow } });
  });
});

describe("every answer", () => {
  it("is kept by nobody, and readable by the one origin", async () => {
    const { headers } = await api.call("GET", "/nowhere");
    expect(headers).toMatchObject({
      "Access-Control-Allow-Origin": origin,
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "Content-Type": "application/json; charset=utf-8",
      "Referrer-Policy": "no-referrer",
      "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "X-Request-Id": "request-1",
      Vary: "Origin",
    });
  });
});
