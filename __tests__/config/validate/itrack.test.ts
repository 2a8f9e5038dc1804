import { countryCodes } from "../../../src/config/firewall";
import { interfaceEndpoints } from "../../../src/config/network";
import { deployments, validate } from "../../../src/config";
import { itrackProblems, itrackRefusal, itrackWith } from "../support";

const reason = "A written reason of some length for this test.";

describe("the firewall", () => {
  it.each([
    ["firewall.countries", [], "at least one country"],
    ["firewall.requestsPerFiveMinutes", 9, "whole numbers from 10 to 2000000000"],
    ["firewall.maxBodyBytes", 0, "whole numbers from 1 to 8192"],
    ["firewall.maxBodyBytes", 16_384, "whole numbers from 1 to 8192"],
  ])("refuses %s = %j and says what is allowed", (field, value, allowed) => {
    expect(itrackRefusal(field, value).allowed).toContain(allowed);
  });

  it.each([
    ["UK", "Write GB."],
    ["us", "Write US."],
    ["XX", "US, CA, GB or AU"],
    ["USA", "US, CA, GB or AU"],
  ])("refuses %s, which is no country, and says what is meant", (country, fix) => {
    const [problem, ...others] = itrackProblems({ "firewall.countries": ["CA", country] });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: "firewall.countries[1]", value: country });
    expect(problem!.fix).toContain(fix);
  });

  it("refuses a country twice", () => {
    const [problem] = itrackProblems({ "firewall.countries": ["US", "US"] });
    expect(problem).toMatchObject({ field: "firewall.countries[1]", allowed: "each country once" });
  });

  it("knows the 249 countries of ISO 3166-1 and Kosovo's code, each once", () => {
    expect(countryCodes).toHaveLength(250);
    expect(new Set(countryCodes).size).toBe(250);
    for (const code of countryCodes) expect(code).toMatch(/^[A-Z]{2}$/);
  });
});

describe("the handler", () => {
  it.each([
    ["handler.memoryMiB", 64, "whole numbers from 128 to 10240"],
    ["handler.timeoutSeconds", 30, "whole numbers from 1 to 29"],
    ["handler.reservedConcurrency", 0, "whole numbers from 1 to 1000"],
    ["handler.runtime", "python3.13", "nodejs22.x"],
  ])("refuses %s = %j and says what is allowed", (field, value, allowed) => {
    expect(itrackRefusal(field, value).allowed).toContain(allowed);
  });

  it.each([
    ["network.gatewayEndpoints", ["s3"], "dynamodb, by which the function reaches its table"],
    [
      "network.interfaceEndpoints",
      { services: [...interfaceEndpoints] },
      "xray, to which the function sends its traces",
    ],
  ])("has no way to the internet, and refuses %s without its endpoint", (field, value, allowed) => {
    const [problem, ...others] = itrackProblems({ [field]: value });
    expect(others).toEqual([]);
    expect(problem!.allowed).toContain(allowed);
  });

  it.each([
    ["nodejs20.x", "2026-04-30"],
    ["nodejs18.x", "2025-09-01"],
  ])("refuses %s, whose life ended on %s", (runtime, day) => {
    const { allowed, fix } = itrackRefusal("handler.runtime", runtime);
    expect(allowed).toContain(`AWS ended ${runtime} on ${day}`);
    expect(fix).toContain("nodejs22.x");
  });

  it("takes unsigned code only for a reason", () => {
    const problems = itrackProblems({ "handler.codeSigning": { kept: false, reason: "later" } });
    expect(problems.map(({ field }) => field)).toEqual(["handler.codeSigning.reason"]);
    expect(itrackProblems({ "handler.codeSigning": { kept: false, reason } })).toEqual([]);
  });
});

describe("the API", () => {
  it.each([
    ["api.throttling.rate", 0, "whole numbers from 1 to 10000"],
    ["api.throttling.burst", 100, "whole numbers from 500 to 5000"],
    ["api.domain.domainName", "API.itrack.example", "lower-case labels"],
  ])("refuses %s = %j in production and says what is allowed", (field, value, allowed) => {
    expect(itrackRefusal(field, value).allowed).toContain(allowed);
  });

  it("refuses a zone that does not hold its name", () => {
    const problem = itrackRefusal("api.domain.certificate.hostedZone", "other.example");
    expect(problem.allowed).toContain("api.domain.domainName (api.itrack.example)");
  });
});

describe("backups", () => {
  it("refuse cold storage that AWS would charge longer than it is kept, and say the least [003-backup-plan-retention]", () => {
    const { allowed, fix } = itrackRefusal("recovery.backups.weeklyColdAfterDays", 300);
    expect(allowed).toBe("whole numbers from 1 to 275");
    expect(fix).toContain("keep weekly ones 390 days or more");
  });

  it("refuse production without a copy in another region [003-production-cross-region-backup]", () => {
    expect(itrackRefusal("recovery.backups.copy", { copied: false, reason }).fix).toContain("us-west-2");
  });

  it("refuse daily ones for less than the rules ask [003-backup-plan-retention]", () => {
    expect(itrackRefusal("recovery.backups.retentionDays.daily", 30).allowed).toContain("from 35");
  });
});

describe("the network", () => {
  it("refuses a block that a peer has", () => {
    const [problem, ...others] = itrackProblems({ "network.peers": { clinic: "10.1.128.0/17" } }, "staging");
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: "network.cidr", value: "10.1.0.0/16" });
    expect(problem!.allowed).toContain("share no address with a peer (here network.peers.clinic = 10.1.128.0/17)");
  });
});

describe("the services", () => {
  it.each([
    ["services.backend.memoryMiB", 512, "2048"],
    ["services.backend.port", 0, "whole numbers from 1 to 65535"],
    ["services.frontend.tasks", { min: 3, max: 3 }, "max above min"],
    ["services.backend.deployments.keepOldMinutes", 0, "whole numbers from 1 to 2880"],
  ])(
    "refuse %s = %j in production and say what is allowed [003-vertical-scaling-by-config] [003-staging-full-configuration]",
    (field, value, allowed) => {
      expect(itrackRefusal(field, value).allowed).toContain(allowed);
    },
  );

  it("refuse to scale for a load that is always there", () => {
    const problems = itrackProblems({ "services.frontend.scaleAt": { cpuPercent: 5, memoryPercent: 80 } });
    expect(problems.map(({ field }) => field)).toEqual(["services.frontend.scaleAt.cpuPercent"]);
  });

  it("refuse to replace the backend task by task in production [003-blue-green-production]", () => {
    const [problem] = itrackProblems({ "services.backend.deployments": { strategy: "rolling" } });
    expect(problem!.allowed).toContain("blue-green");
  });
});

describe("the budget", () => {
  it("refuses to tell nobody", () => {
    expect(itrackRefusal("alarms.subscribers", []).allowed).toContain("AWS refuses a budget");
  });
});

describe("a setting without a value", () => {
  it.each([
    "handler.runtime",
    "firewall.countries",
    "items.replica",
    "services.backend.tasks",
    "database.instanceClass",
  ])("is refused: %s has no hidden default [003-production-full-configuration]", (field) => {
    expect(itrackProblems({ [field]: undefined }).map((problem) => problem.field)).toContain(field);
  });
});

describe("the role by which API Gateway logs", () => {
  const together = (changes: Parameters<typeof itrackWith>[0], environment: "staging" | "production") => {
    const changed = itrackWith(changes, environment);
    const estate = deployments.map((each) => (each.name === changed.name ? changed : each));
    return validate(estate).map(({ deployment, field, allowed }) => ({ deployment, field, allowed }));
  };

  it("has one owner in an account", () => {
    expect(together({ apiGatewayAccount: { owned: true } }, "production")).toEqual([
      {
        deployment: "itrack-production",
        field: "apiGatewayAccount.owned",
        allowed: "one owner in account 123456789012 (here itrack-staging and itrack-production)",
      },
    ]);
  });

  it("is named by whoever does not own it", () => {
    const [problem] = together(
      { apiGatewayAccount: { owned: false, ownedBy: "omni-portal-production" } },
      "production",
    );
    expect(problem).toMatchObject({ deployment: "itrack-production", field: "apiGatewayAccount.ownedBy" });
    expect(problem!.allowed).toContain("itrack-staging");
  });
});
