import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import type { Finding } from "../../../src/delivery/preflight";
import { documentOf } from "../../support/delivery";
import { Estate } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";

const deployment = "omnirapeutic-dev";
const host = "dev.omnirapeutic.example";
const absent = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000";
const bucket = "preflight-records-123456789012";
const secret = "preflight/jwt-secret";

/** A small deployment that asks for one of each. */
const documentWith = (certificate: string) =>
  documentOf({
    aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
    aws_s3_bucket: { records: { bucket } },
    aws_secretsmanager_secret: { jwt: { name: secret } },
    aws_cloudwatch_log_group: { api: { name: "/preflight/api" } },
    aws_guardduty_detector: { threats: { enable: true } },
    aws_lb: { edge: { name: "preflight", load_balancer_type: "application" } },
    aws_lb_listener: {
      https: {
        load_balancer_arn: "${aws_lb.edge.arn}",
        port: 443,
        protocol: "HTTPS",
        certificate_arn: certificate,
        default_action: { type: "fixed-response", fixed_response: { content_type: "text/plain" } },
      },
    },
  });

describe("preflight in an account that is not ready", () => {
  const estate = new Estate();
  const options = [deployment, "--sandbox", "--from", estate.synthesized];
  let aws: AwsClients;
  let detector: string | undefined;
  const vpcs: string[] = [];

  const synthesize = (certificate: string) => {
    const folder = join(estate.synthesized, "stacks", deployment);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(documentWith(certificate)));
  };
  const preflight = async () => {
    const { code, stdout } = await estate.run("preflight", ...options, "--json");
    const { findings } = JSON.parse(stdout) as { findings: readonly (Finding & { fix?: string })[] };
    return { code, findings, open: findings.filter(({ status }) => status !== "ready") };
  };
  const fixOf = async (what: string) => (await preflight()).open.find((finding) => finding.what === what)?.fix ?? "";
  /** Runs the `estate` commands of a fix, as printed. */
  const follow = async (fix: string) => {
    const commands = [...fix.matchAll(/npx estate (.+)$/gm)].map(([, command]) => command!.replaceAll("'", ""));
    if (commands.length === 0) throw new Error(`No command to follow in: ${fix}`);
    for (const command of commands) await estate.succeed(...command.split(" "));
  };

  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    aws = awsClients({ kind: "sandbox", endpoint }, "us-east-1");
    synthesize(absent);
    await aws.s3.createBucket({ Bucket: bucket });
    await aws.secrets.createSecret({ Name: secret, SecretString: "planted-to-sign-with" });
    await aws.secrets.deleteSecret({ SecretId: secret, RecoveryWindowInDays: 30 });
    const { Vpcs = [] } = await aws.ec2.describeVpcs({});
    for (let count = Vpcs.length; count < 5; count += 1) {
      vpcs.push((await aws.ec2.createVpc({ CidrBlock: "10.9.0.0/16" })).Vpc!.VpcId!);
    }
    detector = (await aws.guardduty.createDetector({ Enable: true })).DetectorId;
  });
  afterAll(() => estate.dispose());

  it("names everything that stands in the way, and each way out", async () => {
    const { code, open } = await preflight();
    expect(code).toBe(2);
    expect(open.map(({ what, status, found }) => ({ what, status, found }))).toEqual([
      {
        what: "s3://omnirapeutic-terraform-state-123456789012/dev/terraform.tfstate",
        status: "not ready",
        found: "no such bucket",
      },
      { what: absent, status: "not ready", found: "is missing" },
      {
        what: `bucket ${bucket}`,
        status: "not ready",
        found: "is in this account already, and not in this state",
      },
      {
        what: `secret ${secret}`,
        status: "not ready",
        found: expect.stringMatching(/^deleted on 20\d\d-\d\d-\d\d, and kept until its recovery window ends$/),
      },
      {
        what: "GuardDuty's detector in us-east-1",
        status: "not ready",
        found: `detector ${detector}, not in this state`,
      },
      { what: "VPCs in us-east-1", status: "not ready", found: "5 of 5 in use (Service Quotas), 1 to come" },
    ]);
  });

  it("says the same to people, and shows no secret", async () => {
    const { code, stdout, stderr } = await estate.run("preflight", ...options);
    expect(code).toBe(2);
    expect(stdout).toContain("NOT READY  VPCs in us-east-1\n    found   5 of 5 in use");
    expect(stdout).toContain("--service-code vpc --quota-code L-F678F1CE --desired-value 6 --region us-east-1");
    expect(stderr).toMatch(/omnirapeutic-dev: \d+ ready, 6 not ready, 0 not checked/);
    expect(stdout + stderr).not.toContain("planted");
  });

  it("is ready once the printed ways out were followed, and asks no more about what the state now holds", async () => {
    await follow(await fixOf("s3://omnirapeutic-terraform-state-123456789012/dev/terraform.tfstate"));

    const restoreAndImport = await fixOf(`secret ${secret}`);
    const [, id] = /aws secretsmanager restore-secret --secret-id (\S+) --region us-east-1$/m.exec(restoreAndImport)!;
    await aws.secrets.restoreSecret({ SecretId: id });
    await follow(restoreAndImport);
    await follow(await fixOf(`bucket ${bucket}`));
    await follow(await fixOf("GuardDuty's detector in us-east-1"));

    await aws.ec2.deleteVpc({ VpcId: vpcs[0]! });
    const { CertificateArn } = await aws.acm.requestCertificate({ DomainName: host, ValidationMethod: "DNS" });
    await aws.acm.describeCertificate({ CertificateArn });
    synthesize(CertificateArn!);

    const { code, findings, open } = await preflight();
    expect({ code, open }).toEqual({ code: 0, open: [] });
    expect(findings.map(({ what }) => what)).not.toContain(`secret ${secret}`);
    expect(findings).toContainEqual(expect.objectContaining({ area: "state", found: "3 resources" }));
  });
});
