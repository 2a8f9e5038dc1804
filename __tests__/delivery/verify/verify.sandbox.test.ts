import { findDeployment } from "../../../src/config";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import type { Verdict } from "../../../src/delivery/verify";
import { bringUp, sandboxEnvironment, type Life } from "../../support/life";

const deployment = "omnirapeutic-dev";

/** One deployment for all cases; each spoils one thing by hand and puts it back where that would disturb the next. */
describe("estate verify on a running deployment", () => {
  let life: Life;
  let aws: AwsClients;
  let verdicts: readonly Verdict[];

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
  ])("%s: %s", (id) => {
    expect(verdicts.find((verdict) => verdict.id === id)).toMatchObject({ status: "pass" });
  });

  it("notices a key that no longer rotates", async () => {
    const KeyId = attribute("aws_kms_key", "key_id");
    await aws.kms.disableKeyRotation({ KeyId });
    expect(await failedChecks()).toEqual(["aws-kms-key-enable-key-rotation"]);
    await aws.kms.enableKeyRotation({ KeyId });
  });

  it("notices a database group opened to the internet", async () => {
    const GroupId = attribute("aws_security_group", "id");
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await aws.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
    expect(await failedChecks()).toContain("aws-security-group-open-to-internet");
    await aws.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
  });

  it("notices a trail that somebody stopped", async () => {
    const Name = attribute("aws_cloudtrail", "arn");
    await aws.cloudtrail.stopLogging({ Name });
    expect(await failedChecks()).toEqual(["trail-logging", "aws-cloudtrail-enable-logging"]);
    await aws.cloudtrail.startLogging({ Name });
  });

  it("notices a bucket without its block of public access", async () => {
    const Bucket = attribute("aws_s3_bucket_public_access_block", "bucket");
    const { PublicAccessBlockConfiguration } = await aws.s3.getPublicAccessBlock({ Bucket });
    await aws.s3.deletePublicAccessBlock({ Bucket });
    expect(await failedChecks()).toEqual(["aws-s3-bucket-public-access-blocked"]);
    await aws.s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration });
  });

  it("notices a deleted alarm", async () => {
    await aws.cloudwatch.deleteAlarms({ AlarmNames: [attribute("aws_cloudwatch_metric_alarm", "alarm_name")] });
    expect(await failedChecks()).toEqual(expect.arrayContaining(["resources-exist", "aurora-alarms"]));
  });

  it("notices a deleted flow log, and names its address", async () => {
    await aws.ec2.deleteFlowLogs({ FlowLogIds: [attribute("aws_flow_log", "id")] });
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

  async function failedChecks(): Promise<string[]> {
    const from = ["--from", life.estate.synthesized, "--json"];
    const { stdout } = await life.estate.run("verify", deployment, "--sandbox", ...from);
    const { checks } = JSON.parse(stdout) as { checks: Verdict[] };
    return checks.filter(({ status }) => status === "fail").map(({ id }) => id);
  }

  function attribute(type: string, name: string): string {
    const resource = life.state.resources.find((each) => each.type === type);
    if (!resource) throw new Error(`no ${type} in the state`);
    return String(resource.instances[0]?.attributes[name]);
  }
});
