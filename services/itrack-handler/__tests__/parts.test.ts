import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { readConfig } from "../src/config";
import { callerOf } from "../src/identity";
import { isUlid, ulid } from "../src/items/ulid";
import { framesOf } from "../src/log";

describe("the configuration", () => {
  const sound = { TABLE_NAME: "itrack-items", ALLOWED_ORIGIN: "https://app.itrack.example" };

  it("is read from the environment", () => {
    expect(readConfig(sound)).toEqual({ tableName: "itrack-items", allowedOrigin: "https://app.itrack.example" });
  });

  it("names every mistake at once, without values", () => {
    expect(() => readConfig({})).toThrow(/TABLE_NAME must be .*; ALLOWED_ORIGIN must be/);
  });

  it.each(["*", "http://app.itrack.example", "https://app.itrack.example/", "https://a.example,https://b.example"])(
    "takes %s for no origin",
    (origin) => {
      expect(() => readConfig({ ...sound, ALLOWED_ORIGIN: origin })).toThrow("ALLOWED_ORIGIN");
    },
  );
});

describe("a ULID", () => {
  it("sorts by the time it was made and never comes twice", () => {
    const ids = [1, 2, 3_000_000].map((ms) => ulid(new Date(ms)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1000 }, () => ulid(new Date(0)))).size).toBe(1000);
    expect(ulid(new Date(1469918176385)).slice(0, 10)).toBe("01ARYZ6S41"); // of the specification
  });

  it.each(["", "1", "I".repeat(26), "8".repeat(26), "0".repeat(27)])("is not %j", (text) => {
    expect(isUlid(text)).toBe(false);
  });
});

describe("the caller", () => {
  it.each(["admin", "user,admin", "[admin user]", ["user", "admin"]])("is an admin in %j", (groups) => {
    const claims = { sub: "person-1", "cognito:groups": groups };
    expect(callerOf({ httpMethod: "GET", path: "/", requestContext: { authorizer: { claims } } }).isAdmin).toBe(true);
  });

  it.each(["user", "superadmin,user"])("is none in %j", (groups) => {
    const claims = { sub: "person-1", "cognito:groups": groups };
    expect(callerOf({ httpMethod: "GET", path: "/", requestContext: { authorizer: { claims } } }).isAdmin).toBe(false);
  });
});

describe("an error in the log", () => {
  it("is told by its places alone", () => {
    const frames = framesOf(new Error("a patient's name"));
    expect(frames[0]).toMatch(/^at .*parts\.test\.ts/);
    expect(frames.join()).not.toContain("patient");
    expect(framesOf("words")).toEqual([]);
  });
});

describe("the function", () => {
  it("does not start with a wrong environment", () => {
    const service = resolve(__dirname, "..");
    const program = `require("${resolve(service, "../../bin/functions.cjs")}").bundleOf(${JSON.stringify(service)})`;
    const bundled = `const source = Buffer.from(${program}).toString(); new Function("require", "module", "exports", source)(require, { exports: {} }, {})`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", bundled], {
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("The function's environment is wrong: TABLE_NAME");
  });
});
