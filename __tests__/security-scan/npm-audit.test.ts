import { readFileSync } from "node:fs";
import path from "node:path";
import { npmReport, ScanCheckout } from "./support";

let checkout: ScanCheckout;
beforeEach(() => void (checkout = new ScanCheckout()));
afterEach(() => checkout.remove());

describe("npm audit", () => {
  const prints = (report: string, code: number): void => checkout.program("npm", `echo '${report}'; exit ${code}`);

  it("fails for high and critical advisories, each with its fix, and leaves out the rest", () => {
    const advisory = (severity: string, more: object): object => ({ severity, range: "<2.0.0", ...more });
    const vulnerabilities = {
      a: advisory("high", {
        name: "a",
        via: [{ title: "Prototype pollution" }],
        fixAvailable: { name: "a", version: "2.0.0" },
      }),
      b: advisory("critical", { name: "b", via: ["a"], fixAvailable: true }),
      c: advisory("high", { name: "c", via: [{ title: "ReDoS" }], fixAvailable: false }),
      d: advisory("moderate", { name: "d", via: [{ title: "Open redirect" }], fixAvailable: true }),
    };
    prints(npmReport({ high: 2, critical: 1, moderate: 1 }, vulnerabilities), 1);
    expect(checkout.verdict("npm-audit")).toMatchObject({
      outcome: "failed",
      reason: "3 high or critical",
      output: [
        "high  a <2.0.0: Prototype pollution  Fix: a@2.0.0",
        "critical  b <2.0.0: through a  Fix: npm audit fix",
        "high  c <2.0.0: ReDoS  Fix: none published yet",
      ].join("\n"),
    });
  });

  it("passes with moderate advisories", () => {
    prints(npmReport({ moderate: 4 }), 0);
    expect(checkout.verdict("npm-audit").outcome).toBe("passed");
  });

  it.each([
    [
      "has no audit endpoint",
      { message: "405 Method Not Allowed", statusCode: 405, error: { summary: "", detail: "" } },
      "405 Method Not Allowed",
    ],
    [
      "is not reached",
      { error: { code: "ENOTFOUND", summary: "request to the registry failed", detail: "" } },
      "request to the registry failed",
    ],
    ["answers something else", { hello: "there" }, "npm audit printed JSON that counts no findings"],
  ])("could not run when the registry %s", (_what, report, reason) => {
    prints(JSON.stringify(report), 1);
    expect(checkout.verdict("npm-audit-api")).toMatchObject({ outcome: "could not run", reason });
  });

  it.each(["", "{", "null", "[]", "html"])("could not run when its report is %j", (report) => {
    prints(report, 1);
    expect(checkout.verdict("npm-audit").outcome).toBe("could not run");
  });

  it("could not run when it fails without a finding", () => {
    prints(npmReport({}), 1);
    expect(checkout.verdict("npm-audit")).toMatchObject({
      outcome: "could not run",
      reason: expect.stringContaining("exit code 1"),
    });
  });

  it("asks for the root's packages and for those of each service, from high on", () => {
    checkout.program("npm", `echo "$PWD $*" >> ${checkout.root}/calls; echo '${npmReport({})}'`);
    checkout.scan(["npm-audit", "npm-audit-api", "npm-audit-itrack-handler"]);
    const calls = readFileSync(path.join(checkout.root, "calls"), "utf8").trimEnd().split("\n").sort();
    const folders = ["", "services/api", "services/itrack-handler"];
    expect(calls.map((call) => call.split(" ")[0])).toEqual(folders.map((each) => path.join(checkout.root, each)));
    expect(calls.every((call) => call.includes("audit --json --audit-level=high"))).toBe(true);
  });
});
