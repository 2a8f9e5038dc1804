import { Router } from "express";
import request from "supertest";
import { z } from "zod";
import { requireRole } from "../src/middleware/authorize";
import { validate } from "../src/middleware/validate";
import { testApp, token, tokens } from "./support/app";

const phi = "jane-doe-mrn-12345";

function routes(): Router {
  const router = Router();
  router.get("/things/:id", (_request, response) => void response.json({ ok: true }));
  router.get("/admin", requireRole("admin"), (_request, response) => void response.json({ ok: true }));
  router.post(
    "/things",
    validate({ body: { name: z.string().max(5) } }, ({ body }, response) => void response.json(body)),
  );
  router.get("/broken", () => {
    throw new Error(`secret of ${phi}`);
  });
  return router;
}
const bearer = (value = token()) => ({ Authorization: `Bearer ${value}` });

describe("health", () => {
  test("answers 200 with exactly four fields as JSON [004-health-endpoint] [004-health-json] [004-health-200] [004-file-routes-health] [004-overview-api]", async () => {
    const answer = await request(testApp().app)
      .get("/health")
      .expect(200)
      .expect("content-type", /application\/json/);
    expect(Object.keys(answer.body).sort()).toEqual(["service", "status", "timestamp", "version"]);
  });
  test("says healthy, the service and the version of package.json [004-health-status] [004-health-service] [004-health-version]", async () => {
    const { body } = await request(testApp().app).get("/health");
    expect(body).toMatchObject({ status: "healthy", service: "omnirapeutic-api", version: "1.0.0" });
  });
  test("gives the time in ISO 8601 UTC with milliseconds [004-health-timestamp]", async () => {
    const { body } = await request(testApp().app).get("/health");
    expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
  test("readiness is 503 without a word about why", async () => {
    const check = () => Promise.reject(new Error("10.0.0.1 refused"));
    const answer = await request(testApp(undefined, { check }).app).get("/health/ready").expect(503);
    expect(answer.body).toEqual({ status: "unavailable" });
  });
});

describe("authentication", () => {
  test.each([
    ["no token", undefined],
    ["garbage", "garbage"],
    ["another key", token([], {}, "another-secret-of-32-characters-and-more")],
    ["another algorithm", token([], { algorithm: "HS512" })],
    ["an expired token", token([], { expiresIn: -1 })],
    ["another issuer", token([], { issuer: "someone" })],
    ["another audience", token([], { audience: "someone" })],
  ])("answers 401 to %s [004-pending-auth-middleware]", async (_name, value) => {
    const answer = await request(testApp(routes()).app)
      .get("/things/1")
      .set(value ? bearer(value) : {})
      .expect(401);
    expect(answer.body.error).toEqual({ code: "unauthenticated", requestId: answer.headers["x-request-id"] });
  });
  test("refuses a token that never expires", async () => {
    const { sign } = await import("jsonwebtoken");
    const forever = sign({ sub: "user-1" }, tokens.secret, { issuer: tokens.issuer, audience: tokens.audience });
    await request(testApp(routes()).app).get("/things/1").set(bearer(forever)).expect(401);
  });
  test("lets a valid token pass, and hides which routes exist from all others [002-flow-task-logic]", async () => {
    const { app } = testApp(routes());
    await request(app).get("/things/1").set(bearer()).expect(200);
    await request(app).get("/nowhere").expect(401);
  });
  test("answers 403 to a role without the permission, 200 to one with it [004-pending-rbac]", async () => {
    const { app } = testApp(routes());
    await request(app)
      .get("/admin")
      .set(bearer(token(["clinician"])))
      .expect(403);
    await request(app)
      .get("/admin")
      .set(bearer(token(["admin"])))
      .expect(200);
  });
});

describe("refusals", () => {
  test("more requests than the limit get 429 as JSON; health is not limited [004-pending-rate-limit]", async () => {
    const { app } = testApp(routes(), { max: 2 });
    for (const status of [200, 200, 429]) await request(app).get("/things/1").set(bearer()).expect(status);
    await request(app).get("/health").expect(200);
  });
  test.each([
    ["malformed JSON", "{", 400],
    ["a wrong value", JSON.stringify({ name: phi }), 400],
    ["an unknown field", JSON.stringify({ name: "a", [phi]: 1 }), 400],
    ["a good request", JSON.stringify({ name: "a" }), 200],
    ["a huge body", JSON.stringify({ name: "a".repeat(200_000) }), 413],
  ])("%s is answered without repeating what was sent [004-pending-validation]", async (_name, body, status) => {
    const { app } = testApp(routes());
    const answer = await request(app).post("/things").set(bearer()).type("json").send(body).expect(status);
    expect(answer.text).not.toContain(phi);
  });
  test("a query that the route does not name is refused", async () => {
    await request(testApp(routes()).app).post("/things?x=1").set(bearer()).send({ name: "a" }).expect(400);
  });
  test("an unknown path is 404 and an error is 500, as JSON without a stack", async () => {
    const { app } = testApp(routes());
    const missing = await request(app).get("/nowhere").set(bearer()).expect(404);
    expect(missing.body.error.code).toBe("not_found");
    const broken = await request(app).get("/broken").set(bearer()).expect(500);
    expect(Object.keys(broken.body.error)).toEqual(["code", "requestId"]);
  });
});

describe("logs", () => {
  test("say who, what, when and outcome, and nothing of the request's content [004-pending-access-logging] [004-hipaa-structure]", async () => {
    const { app, lines } = testApp(routes());
    const value = token(["admin"]);
    await request(app).get(`/things/${phi}?name=${phi}`).set(bearer(value)).set("Cookie", phi).set("X-Request-Id", phi);
    await request(app).post("/things").set(bearer(value)).send({ name: phi });
    await request(app).get("/broken").set(bearer(value));
    const text = lines.join("");
    for (const secret of [phi, value, "user-1", tokens.secret]) expect(text).not.toContain(secret);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      subject: expect.stringMatching(/^[0-9a-f]{64}$/),
      roles: ["admin"],
      method: "GET",
      route: "/things/:id",
      status: 200,
      outcome: "answered",
      time: expect.stringMatching(/Z$/),
    });
  });
  test("keep a well-formed request id and the load balancer's trace id", async () => {
    const { app, lines } = testApp();
    const [id, trace] = ["0b8e7a52-3f0f-4a43-9d57-1f3f6a1c2d3e", "1-67891233-abcdef012345678912345678"];
    const answer = await request(app)
      .get("/health")
      .set({ "X-Request-Id": id, "X-Amzn-Trace-Id": `Self=x;Root=${trace}` });
    expect(answer.headers["x-request-id"]).toBe(id);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ requestId: id, traceId: trace });
  });
});

test("security headers are set and Express does not name itself", async () => {
  const { headers } = await request(testApp().app).get("/health");
  expect(headers["strict-transport-security"]).toBeDefined();
  expect(headers["x-powered-by"]).toBeUndefined();
});
