import { runScript } from "./support";

describe("scripts/verify.sh", () => {
  it("verifies production when nothing else is said, as document 001 calls it [001-verify-script]", () => {
    expect(runScript("verify.sh", [])).toMatchObject({ code: 0, commands: ["verify omnirapeutic-production"] });
  });

  it("passes environment, target and format on", () => {
    const { commands } = runScript("verify.sh", ["--environment", "dev", "--sandbox", "--json"]);
    expect(commands).toEqual(["verify omnirapeutic-dev --sandbox --json"]);
  });

  it("fails when a check fails", () => {
    expect(runScript("verify.sh", [], "", { verify: 1 }).code).toBe(1);
  });

  it("refuses an unknown environment before it reads anything", () => {
    expect(runScript("verify.sh", ["--environment", "prod"])).toMatchObject({ code: 64, commands: [] });
  });
});
