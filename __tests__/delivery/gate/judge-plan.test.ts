import { rmSync } from "node:fs";
import { join } from "node:path";
import { judgePlan } from "../../../src/delivery/gate";
import { writeWaivers } from "../../../src/delivery/gate/waivers/file";
import { paths } from "../../../src/delivery/paths";
import { ApplyJournal } from "../../../src/delivery/recovery";
import { Terraform, type PlanJson } from "../../../src/delivery/terraform";
import { documentOf, Scratch } from "../../support/delivery";
import { create, destroy, keep, plan, update } from "../../support/plans";

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
  scratch.fakeTerraform();
});
afterEach(() => scratch.remove());

const queue = "aws_sqs_queue.jobs";
const policy = (principal: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sqs:SendMessage" }] });
const document = documentOf({ aws_sqs_queue: { jobs: { policy: policy("${aws_iam_role.new.arn}") } } });
const judge = (planned: PlanJson) =>
  judgePlan(scratch.workspace(document), planned, { now: new Date("2026-03-01T12:00:00Z"), adoption: scratch.folder });
const waiver = {
  address: queue,
  rule: "stateful-resources-are-kept",
  reason: "The queue is empty and has no sender any more.",
  owner: "platform engineering",
  expires: "2026-03-01",
};

describe("judging a plan of a deployment", () => {
  it("applies the waivers of its file, on the day of the clock", async () => {
    writeWaivers("omnirapeutic-dev", [waiver], scratch.folder);
    const { blocked, waived } = await judge(plan([destroy(queue)]));
    expect(blocked).toEqual([]);
    expect(waived.map(({ address, waiver: { owner } }) => [address, owner])).toEqual([[queue, "platform engineering"]]);
  });

  it("lets a pull request waive what it does itself: waivers that come with its JSON count in place of the checkout's", async () => {
    const from = join(scratch.folder, "proposed");
    writeWaivers("omnirapeutic-dev", [waiver], from);
    const now = new Date("2026-03-01T12:00:00Z");
    const judgeFrom = (proposal?: string) => {
      const workspace = scratch.workspace(document);
      const { stack, deployment, target } = workspace;
      const terraform = new Terraform(stack, { ...deployment, target, from: proposal });
      return judgePlan({ ...workspace, terraform }, plan([destroy(queue)]), { now, adoption: scratch.folder });
    };
    expect((await judgeFrom(from)).blocked).toEqual([]);
    expect((await judgeFrom(undefined)).blocked).toHaveLength(1);
    writeWaivers("omnirapeutic-dev", [waiver], scratch.folder);
    rmSync(join(from, "waivers/omnirapeutic-dev.json"));
    expect((await judgeFrom(from)).blocked).toHaveLength(1);
  });

  it("asks nothing of waivers when the plan changes nothing", async () => {
    writeWaivers("omnirapeutic-dev", [waiver], scratch.folder);
    await expect(judge(plan([keep(queue)]))).resolves.toEqual({ blocked: [], waived: [] });
    expect((await judge(plan([create("aws_vpc.a")]))).blocked.map(({ rule }) => rule)).toEqual(["waivers-are-needed"]);
  });

  it("reads a policy that the plan does not know yet from the code", async () => {
    const unknown = plan([update(queue, { policy: policy("*") }, {}, { after_unknown: { policy: true } })]);
    expect((await judge(unknown)).blocked).toEqual([]);
  });

  it("takes what a failed apply made for new, so that the next plan may go on", async () => {
    const rule = {
      security_group_id: "sg-1",
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    };
    const planned = plan([create("aws_vpc_security_group_ingress_rule.https", rule)]);
    expect((await judge(planned)).blocked.map(({ rule: id }) => id)).toEqual(["networks-stay-closed"]);
    const journal = new ApplyJournal(paths.plan("aws", "omnirapeutic-dev"));
    journal.note({ kind: "finished", address: "aws_security_group.edge", action: "create", id: "sg-1", seconds: 1 });
    expect((await judge(planned)).blocked).toEqual([]);
  });
});
