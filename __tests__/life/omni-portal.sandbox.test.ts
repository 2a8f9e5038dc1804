import { awsClients, type AwsClients } from "../../src/delivery/aws/clients";
import type { Review } from "../../src/delivery/review";
import type { Release } from "../../src/delivery/release";
import { omniPortalMutations } from "../delivery/verify/omni-portal-mutations";
import { describeLives } from "../support/deployment-life";
import { expectEnd, type Finished } from "../support/estate";
import { pushImage } from "../support/image";
import { sandboxEnvironment } from "../support/life";
import { omniPortalDeployments } from "../support/omni-portal";
import { ShiftedTraffic } from "../support/shifted-traffic";
import { describeMutations, failedChecks } from "../support/verified";

const life = describeLives(omniPortalDeployments, {
  proves: {
    plan: "[000-plan-saved]",
    apply: "[000-apply-saved-plan]",
    verify: "",
    gateways: "",
    outputs: "",
    endpoint: "",
    secrets: "[000-secrets-no-value-anywhere]",
  },
  least: { resources: 250, checks: 145, passwordFields: 8 },
  endpoint: ({ environment }) =>
    new RegExp(`"omni-portal-${environment}\\.[a-z0-9]+\\.us-east-1\\.rds\\.amazonaws\\.com"`),
  // The user's login counts twice: the document, and the password in it.
  secrets: ({ config }) => Object.keys(config.secrets.generated).length + 2,
  rendered: ["production"],
  change: {
    address: "aws_db_instance.database",
    attribute: "maintenance_window",
    edit: ({ aws_db_instance: { database } }) => (database.maintenance_window = "mon:05:00-mon:06:00"),
  },
});

async function awsOf(name: Parameters<typeof life>[0]): Promise<AwsClients> {
  const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life(name).estate);
  return awsClients({ kind: "sandbox", endpoint }, "us-east-1");
}

describe("estate verify on omni-portal-production", () => {
  let aws: AwsClients;
  beforeAll(async () => (aws = await awsOf("omni-portal-production")));
  describeMutations(omniPortalMutations, () => ({ life: life("omni-portal-production"), aws }));
});

/** Percent of the requests that the new tasks get first, and the alarm of the service level that fires then. */
describe.each([
  ["staging", 10, "slo-error-rate"],
  ["production", 100, "slo-response-time"],
] as const)("releases to omni-portal-%s, whose traffic shifts", (environment, firstShare, alarm) => {
  const name = `omni-portal-${environment}` as const;
  const [blue, green] = [`${name}-api-blue`, `${name}-api-green`];
  const command = (verb: string, ...args: string[]) => {
    const { estate } = life(name);
    return estate.run(verb, name, ...args, "--sandbox", "--from", estate.synthesized);
  };
  const releaseOf = (version: string) => command("release", "api", version, "--auto-approve", "--json");
  const planned = async () => JSON.parse((await command("plan", "--json")).stdout) as Review;
  let aws: AwsClients;
  let traffic: ShiftedTraffic;
  beforeAll(async () => {
    aws = await awsOf(name);
    traffic = new ShiftedTraffic(aws, { balancer: `${name}-alb`, cluster: name, service: "omni-portal-api" });
  });

  it("run the image in the end, behind the green targets, and leave nothing to change", async () => {
    const digest = await pushImage(aws.ecr, `${name}-api`, "v1.0.0");
    const released = await releaseOf("v1.0.0");
    expectEnd(released, 0);
    expect(JSON.parse(released.stdout) as Release).toMatchObject({ digest, outcome: "applied" });
    expect(await traffic.image()).toMatch(new RegExp(`@${digest}$`));
    expect(await traffic.shares()).toEqual({ [blue]: 0, [green]: 100 });
    expect(await planned()).toMatchObject({ changes: [], outputs: [] });
  });

  describe(`when ${alarm} fires while the new tasks get ${firstShare} % of the requests`, () => {
    let before: string | undefined;
    let released: Finished;
    beforeAll(async () => {
      before = await traffic.image();
      await pushImage(aws.ecr, `${name}-api`, "v1.1.0");
      const releasing = releaseOf("v1.1.0");
      await traffic.until(blue, firstShare);
      await setAlarm("ALARM");
      released = await releasing;
      await setAlarm("OK");
    });

    it("end as failed and name the alarm; the revision before runs again and has all requests [000-rollback-live]", async () => {
      expect(released).toMatchObject({ code: 1, stderr: expect.stringContaining(`${name}-${alarm}`) as string });
      expect(await traffic.shares()).toEqual({ [blue]: 0, [green]: 100 });
      expect(await traffic.image()).toBe(before);
      expect(await planned()).toMatchObject({ changes: [], outputs: [] });
    });
  });

  it("take turns between the targets: the next one runs behind the blue ones, and verification is content", async () => {
    const released = await releaseOf("v1.1.0");
    expectEnd(released, 0);
    expect(await traffic.shares()).toEqual({ [blue]: 100, [green]: 0 });
    expect(await failedChecks(life(name))).toEqual([]);
  });

  async function setAlarm(StateValue: "ALARM" | "OK"): Promise<void> {
    await aws.cloudwatch.setAlarmState({ AlarmName: `${name}-${alarm}`, StateValue, StateReason: "a test" });
  }
});
