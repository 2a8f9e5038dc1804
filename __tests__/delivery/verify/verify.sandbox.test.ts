import { findDeployment } from "../../../src/config";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import type { Verdict } from "../../../src/delivery/verify";
import { bringUp, sandboxEnvironment, type Life } from "../../support/life";
import { attributeIn, describeMutations, failedChecks } from "../../support/verified";
import { mutations } from "./mutations";

/** The one that owns what an account has once, so that there is most to break. */
const deployment = "omnirapeutic-production";

/** One deployment for all cases; each spoils one thing by hand and puts it back where that would disturb the next. */
describe("estate verify on a running deployment", () => {
  let life: Life;
  let aws: AwsClients;
  let verdicts: readonly Verdict[];
  const attribute = (address: string, name: string) => attributeIn(life, address, name);

  beforeAll(async () => {
    life = await bringUp(deployment);
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life.estate);
    ({ checks: verdicts } = JSON.parse(life.verify.stdout) as { checks: Verdict[] });
    aws = awsClients({ kind: "sandbox", endpoint }, findDeployment(deployment).region);
  });
  afterAll(() => life?.estate.dispose());

  it("passes all checks on a fresh deployment and leaves the signed BAA to people [001-verify-passes]", () => {
    expect({ code: life.verify.code, stderr: life.verify.stderr }).toMatchObject({ code: 0 });
    expect(verdicts.filter(({ status }) => status !== "pass").map(({ id, status }) => [id, status])).toEqual([
      ["baa", "manual"],
    ]);
  });

  it.each([
    ["aws-nat-gateway-state", "finds every NAT gateway available [001-nat-operational]"],
    ["aws-nat-gateway-elastic-ip", "finds an elastic IP at every NAT gateway [001-nat-operational]"],
    ["aws-flow-log-status", "finds the flow log ACTIVE [001-flow-logs-active]"],
    [
      "aws-secretsmanager-secret-has-current-version",
      "finds a current version of every secret [001-secret-live-values]",
    ],
    ["aws-rds-cluster-status", "finds the cluster available [001-check-aurora-available]"],
    ["trail-logging", "finds the trail logging [002-cloudtrail-logging]"],
    ["public-local-route", "finds the VPC's local route in public tables [002-route-public-local]"],
    ["app-local-route", "finds the VPC's local route in app tables [002-route-app-local]"],
    ["data-local-route", "finds the VPC's local route in data tables [002-route-data-local]"],
  ])("%s: %s", (id) => {
    expect(verdicts.find((verdict) => verdict.id === id)).toMatchObject({ status: "pass" });
  });

  describeMutations(mutations, () => ({ life, aws }));

  it("notices a deleted alarm", async () => {
    const alarm = attribute("aws_cloudwatch_metric_alarm.database_alarms_cpu_high", "alarm_name");
    await aws.cloudwatch.deleteAlarms({ AlarmNames: [alarm] });
    expect(await failedChecks(life)).toEqual([
      "aurora-alarms",
      "aws-cloudwatch-metric-alarm-actions-enabled",
      "aws-cloudwatch-metric-alarm-has-action",
      "documented-alarms",
      "resources-exist",
    ]);
  });

  it("notices a deleted flow log, and names its address", async () => {
    await aws.ec2.deleteFlowLogs({ FlowLogIds: [attribute("aws_flow_log.network_flow_logs", "id")] });
    const { code, stdout } = await life.estate.run(
      "verify",
      deployment,
      "--sandbox",
      "--from",
      life.estate.synthesized,
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/aws_flow_log\.\w+ is in the state but not in AWS/);
  });
});
