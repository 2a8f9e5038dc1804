import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { deployments, findDeployment } from "../../../src/config";
import { applications, applicationsOf, type ApplicationConfig } from "../../../src/config/applications";
import { checkApplications } from "../../../src/config/validate/applications";
import { Findings } from "../../../src/config/validate/findings";
import { synthesizedDeployment } from "../../support/deployments";

const root = resolve(__dirname, "../../..");
const api: ApplicationConfig = { folder: "services/api", dockerfile: "Dockerfile", platform: "linux/amd64" };
const problems = (change: Record<string, unknown>) => {
  const findings = new Findings(findDeployment("omnirapeutic-dev"));
  checkApplications({ api: { ...api, ...change } }, findings);
  return findings.problems.map(({ field, value }) => [field, value]);
};

describe("the applications", () => {
  it("are the API of this project, and iTrack's, whose source a team puts there", () => {
    expect(Object.entries(applications).map(([system, all]) => [system, Object.keys(all)])).toEqual([
      ["omnirapeutic", ["api"]],
      ["itrack", ["backend", "frontend"]],
    ]);
    expect(existsSync(join(root, applications.omnirapeutic!.api!.folder, "Dockerfile"))).toBe(true);
  });

  it("are none where a system's images come from elsewhere", () => {
    expect(applicationsOf({ system: "omni-portal" })).toEqual({});
  });

  const withApplications = deployments.filter((deployment) => Object.keys(applicationsOf(deployment)).length > 0);
  it.each(withApplications.map(({ name }) => name))("are built for what the tasks of %s run on", (name) => {
    const tasks = Object.values(synthesizedDeployment(name).every("aws_ecs_task_definition"));
    const architectures = { "linux/amd64": "X86_64", "linux/arm64": "ARM64" };
    for (const { platform } of Object.values(applicationsOf(findDeployment(name)))) {
      const expected = { operating_system_family: "LINUX", cpu_architecture: architectures[platform] };
      expect(tasks.map(({ runtime_platform }) => runtime_platform)).toEqual(tasks.map(() => expected));
    }
  });

  it.each([
    ["folder", "/srv/api"],
    ["folder", "../api"],
    ["folder", "services/../../api"],
    ["folder", ""],
    ["folder", "."],
    ["folder", "services/api/"],
    ["dockerfile", "/etc/Dockerfile"],
    ["dockerfile", "../Dockerfile"],
    ["platform", "windows/amd64"],
  ])("refuse the %s %j", (field, value) => {
    expect(problems({ [field]: value })).toEqual([[`applications.api.${field}`, value]]);
  });

  it.each([
    ["folder", "applications/itrack/backend"],
    ["dockerfile", "docker/Dockerfile.production"],
    ["platform", "linux/arm64"],
  ])("accept the %s %j", (field, value) => {
    expect(problems({ [field]: value })).toEqual([]);
  });
});
