import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findDeployment } from "../../../src/config";
import { awsClients } from "../../../src/delivery/aws/clients";
import type { DriftReport } from "../../../src/delivery/drift";
import { bringUp, sandboxEnvironment, type Life } from "../../support/life";
import { attributeIn } from "../../support/verified";
import { outsideChanges } from "./outside-changes";

const deployment = "omnirapeutic-dev";

/** One deployment: drift is looked for before anybody touched it, then after everything at once. */
describe("estate drift on a running deployment", () => {
  let life: Life;
  let untouched: { code: number | null; report: DriftReport };
  let touched: { code: number | null; report: DriftReport };
  let markdown: string;
  let full: { code: number | null; report: DriftReport };

  async function drift(...more: string[]): Promise<{ code: number | null; report: DriftReport }> {
    const from = ["--from", life.estate.synthesized];
    const { code, stdout, stderr } = await life.estate.run(
      "drift",
      deployment,
      "--sandbox",
      ...from,
      "--json",
      ...more,
    );
    if (code === 1) throw new Error(stderr);
    return { code, report: JSON.parse(stdout) as DriftReport };
  }

  beforeAll(async () => {
    life = await bringUp(deployment);
    untouched = await drift();
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life.estate);
    const aws = awsClients({ kind: "sandbox", endpoint }, findDeployment(deployment).region);
    const at = (address: string, name: string) => attributeIn(life, address, name);
    for (const { breaks } of outsideChanges) await breaks(aws, at);
    // What scaling has charge of is nobody's change.
    await aws.ecs.updateService({
      cluster: at("aws_ecs_service.worker", "cluster"),
      service: at("aws_ecs_service.worker", "name"),
      desiredCount: 2,
    });
    const file = join(life.estate.home, "drift.md");
    touched = await drift("--markdown", file);
    markdown = readFileSync(file, "utf8");
    full = await drift("--full");
  });
  afterAll(() => life?.estate.dispose());

  it("finds nothing on an untouched estate", () => {
    expect(untouched.report.findings).toEqual([]);
    expect(untouched.code).toBe(0);
  });

  it("says by its exit code that protection is lowered", () => {
    expect(touched).toMatchObject({ code: 4, report: { lowersProtection: true } });
    expect(outsideChanges.length).toBeGreaterThanOrEqual(20);
  });

  it.each(outsideChanges.map((each) => [each.what, each] as const))(
    "finds %s, and knows what it means",
    (_what, { address, path, drift: expected, paragraph }) => {
      const found = touched.report.findings.find((finding) => finding.address === address);
      expect(found?.kind).toBe(path === undefined ? "missing" : "changed");
      const consequence = path === undefined ? found?.loss : found?.values.find((value) => value.path === path);
      expect(consequence).toMatchObject({ drift: expected });
      if (paragraph) expect(consequence?.controls).toContain(paragraph);
    },
  );

  it("finds nothing besides", () => {
    const addresses = new Set(outsideChanges.map(({ address }) => address));
    expect(touched.report.findings.map(({ address }) => address).filter((each) => !addresses.has(each))).toEqual([]);
  });

  it("knows who wrote last, and by which call", () => {
    const author = (address: string) => touched.report.findings.find((each) => each.address === address)?.author;
    expect(author("aws_cloudwatch_log_group.trail_log_group")).toMatchObject({
      known: true,
      who: "arn:aws:iam::123456789012:user/sandbox",
      call: "PutRetentionPolicy",
    });
    expect(author("aws_iam_role_policy_attachment.bastion_access_mfa")).toMatchObject({ call: "DetachRolePolicy" });
    const known = touched.report.findings.filter(({ author: who }) => who.known);
    expect(known.length).toBeGreaterThanOrEqual(25);
  });

  it("writes the same as Markdown", () => {
    for (const { address } of outsideChanges) expect(markdown).toContain(address);
  });

  it("finds the same by a whole plan, which would put all of it back and holds no other change", () => {
    const addresses = ({ report }: { report: DriftReport }) => report.findings.map(({ address }) => address).sort();
    expect(addresses(full)).toEqual(addresses(touched));
    const values = full.report.findings.flatMap((finding) => (finding.kind === "missing" ? [finding] : finding.values));
    expect(values.filter(({ apply }) => apply !== "restored")).toEqual([]);
    expect(full.report.pending).toEqual([]);
    expect(full.code).toBe(4);
  });
});
