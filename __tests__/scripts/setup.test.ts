import { runScript } from "./support";

const production = [
  "doctor",
  "backend setup omnirapeutic-production",
  "plan omnirapeutic-production",
  "deploy omnirapeutic-production",
  "verify omnirapeutic-production",
  "outputs omnirapeutic-production",
];

describe("scripts/setup.sh", () => {
  it("asks for environment, BAA and approval, then deploys and verifies without another question [001-setup-script] [001-setup-automated-deployment]", () => {
    const run = runScript("setup.sh", [], "production\nyes\nyes\n");
    expect(run.commands).toEqual(production);
    expect(run.code).toBe(0);
  });

  it.each(["dev", "staging", "production"])("sets up %s when asked to [001-setup-environment-selection]", (name) => {
    const run = runScript("setup.sh", ["--environment", name], "yes\nyes\n");
    expect(run.commands).toContain(`deploy omnirapeutic-${name}`);
  });

  it("refuses an unknown environment and names the known ones", () => {
    const run = runScript("setup.sh", [], "prod\n");
    expect(run).toMatchObject({ code: 64, commands: [] });
    expect(run.stderr).toContain('Unknown environment "prod": dev, staging or production.');
  });

  it.each(["no\n", "y\n", "YES\n", "\n", ""])(
    "does nothing in production when the BAA question is answered with %j [001-setup-baa-check]",
    (answer) => {
      const run = runScript("setup.sh", ["--environment", "production", "--auto-approve"], answer);
      expect(run).toMatchObject({ code: 1, commands: [] });
      expect(run.stderr).toContain("production needs a signed AWS BAA");
    },
  );

  it("does not ask for a BAA where no health data lives", () => {
    expect(runScript("setup.sh", ["--environment", "dev"], "yes\n").code).toBe(0);
  });

  it("plans before it asks for approval, and applies only after it [001-setup-plan-review]", () => {
    const { commands } = runScript("setup.sh", ["--environment", "dev"], "yes\n");
    expect(commands.indexOf("plan omnirapeutic-dev")).toBeGreaterThan(-1);
    expect(commands.indexOf("plan omnirapeutic-dev")).toBeLessThan(commands.indexOf("deploy omnirapeutic-dev"));
  });

  it.each(["no\n", "y\n", ""])(
    "applies nothing when the plan is answered with %j [001-setup-apply-confirmation]",
    (answer) => {
      const run = runScript("setup.sh", ["--environment", "dev"], answer);
      expect(run.code).toBe(1);
      expect(run.commands).toEqual(["doctor", "backend setup omnirapeutic-dev", "plan omnirapeutic-dev"]);
      expect(run.stderr).toContain("nothing was applied");
    },
  );

  it("runs without a terminal when everything is said by options", () => {
    const run = runScript("setup.sh", ["--environment", "production", "--baa-signed", "--auto-approve"]);
    expect(run).toMatchObject({ code: 0, commands: production });
  });

  it("verifies after deploying and fails when a check fails [001-setup-post-verification]", () => {
    const run = runScript("setup.sh", ["--environment", "dev", "--auto-approve"], "", { verify: 1 });
    expect(run.commands.slice(-2)).toEqual(["deploy omnirapeutic-dev", "verify omnirapeutic-dev"]);
    expect(run.code).toBe(1);
  });

  it("applies nothing when there is nothing to do, and still verifies", () => {
    const run = runScript("setup.sh", ["--environment", "dev"], "", { plan: 0 });
    expect(run.commands).not.toContain("deploy omnirapeutic-dev");
    expect(run).toMatchObject({ code: 0, commands: expect.arrayContaining(["verify omnirapeutic-dev"]) });
  });

  it.each([
    ["a blocked plan", { plan: 3 }, 3, "plan omnirapeutic-dev"],
    ["a failed plan", { plan: 1 }, 1, "plan omnirapeutic-dev"],
    ["a backend that cannot be set up", { backend: 1 }, 1, "backend setup omnirapeutic-dev"],
    ["a missing tool", { doctor: 1 }, 1, "doctor"],
    ["a failed apply", { deploy: 1 }, 1, "deploy omnirapeutic-dev"],
  ])("stops at %s with its exit code", (_what, exitCodes, code, last) => {
    const run = runScript("setup.sh", ["--environment", "dev", "--auto-approve"], "", exitCodes);
    expect({ code: run.code, last: run.commands.at(-1) }).toEqual({ code, last });
  });

  it("starts the embedded AWS and points every step at it with --sandbox", () => {
    const { commands } = runScript("setup.sh", ["--environment", "dev", "--auto-approve", "--sandbox"]);
    expect(commands).toEqual([
      "doctor",
      "sandbox up",
      "backend setup omnirapeutic-dev --sandbox",
      "plan omnirapeutic-dev --sandbox",
      "deploy omnirapeutic-dev --sandbox",
      "verify omnirapeutic-dev --sandbox",
      "outputs omnirapeutic-dev --sandbox",
    ]);
  });

  it.each([[["--enviroment", "dev"]], [["--environment"]], [["--environment", "--sandbox"]]])(
    "refuses the command line %j and shows the usage",
    (args) => {
      const run = runScript("setup.sh", args);
      expect(run).toMatchObject({ code: 64, commands: [] });
      expect(run.stderr).toContain("Usage: scripts/setup.sh");
    },
  );
});
