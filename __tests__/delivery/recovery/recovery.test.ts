import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../../src/delivery/deploy";
import { planDeployment, SavedPlan } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import { ApplyJournal } from "../../../src/delivery/recovery";
import { recovery } from "../../../src/delivery/recovery/imports";
import type { JournalEntry } from "../../../src/delivery/recovery/journal";
import type { Block } from "../../../src/delivery/synth";
import { change, documentOf, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

const created = (address: string, id = "id-1"): JournalEntry => ({ kind: "finished", action: "create", address, id });
const begun = (address: string): JournalEntry => ({ kind: "started", action: "create", address });

function recovered(
  journal: readonly JournalEntry[],
  resources: Readonly<Record<string, Block>>,
  state: readonly string[] = [],
) {
  return recovery({ journal, state: new Set(state), resources: new Map(Object.entries(resources)) });
}

describe("after a killed apply", () => {
  it("what it made and the state does not hold is imported by its id", () => {
    const journal = [created("aws_vpc.network", "vpc-1"), created("aws_eip.nat", "eip-1")];
    expect(recovered(journal, { "aws_vpc.network": {}, "aws_eip.nat": {} }, ["aws_eip.nat"])).toEqual({
      imports: [{ to: "aws_vpc.network", id: "vpc-1" }],
      orphans: [],
    });
  });

  it.each<[string, Block, string]>([
    [
      "aws_route",
      { route_table_id: "${aws_route_table.a.id}", destination_cidr_block: "0.0.0.0/0" },
      "${aws_route_table.a.id}_0.0.0.0/0",
    ],
    [
      "aws_route_table_association",
      { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.a.id}" },
      "${aws_subnet.a.id}/${aws_route_table.a.id}",
    ],
    [
      "aws_network_acl_rule",
      { network_acl_id: "${aws_network_acl.a.id}", rule_number: 100, protocol: "tcp" },
      "${aws_network_acl.a.id}:100:tcp:false",
    ],
  ])("%s is imported by the id that its provider wants", (type, body, id) => {
    expect(recovered([created(`${type}.x`)], { [`${type}.x`]: body }).imports).toEqual([{ to: `${type}.x`, id }]);
  });

  it("what was being made is looked for by the name we gave it", () => {
    const { imports } = recovered([begun("aws_rds_cluster.database")], {
      "aws_rds_cluster.database": { cluster_identifier: "omnirapeutic-dev" },
    });
    expect(imports).toEqual([{ to: "aws_rds_cluster.database", id: "omnirapeutic-dev" }]);
  });

  it("what was being made and has no name of ours is reported, because AWS may hold it twice", () => {
    expect(recovered([begun("aws_eip.nat")], { "aws_eip.nat": {} })).toEqual({ imports: [], orphans: ["aws_eip.nat"] });
  });

  it("a secret's version is written again, because importing it would bring the secret into the state", () => {
    const address = "aws_secretsmanager_secret_version.v";
    expect(recovered([created(address)], { [address]: {} }).imports).toEqual([]);
  });

  it("what failed, was destroyed since, or is no longer synthesized is left alone", () => {
    const journal: JournalEntry[] = [
      { kind: "failed", action: "create", address: "aws_vpc.a" },
      created("aws_vpc.b"),
      { kind: "finished", action: "delete", address: "aws_vpc.b" },
      created("aws_vpc.gone"),
    ];
    expect(recovered(journal, { "aws_vpc.a": {}, "aws_vpc.b": {} })).toEqual({ imports: [], orphans: [] });
  });
});

describe("the journal of an apply", () => {
  let scratch: Scratch;
  let fake: FakeTerraform;
  const document = documentOf({ aws_vpc: { network: {} }, aws_eip: { nat: {} } });
  beforeEach(() => {
    scratch = new Scratch();
    fake = scratch.fakeTerraform();
    fake.plans(planOf([change("aws_vpc.network", ["create"])]));
  });
  afterEach(() => scratch.remove());

  const journal = () => new ApplyJournal(new SavedPlan("omnirapeutic-dev", "aws").folder);
  const finished = (addr: string, id: string): string =>
    `${JSON.stringify({ type: "apply_complete", hook: { resource: { addr }, action: "create", id_value: id } })}\n`;
  const deployed = () => deploy(scratch.workspace(document), { approve: async () => true }, noProgress);

  it("is kept when the apply was killed, and gone when one succeeds", async () => {
    fake.on("apply", { stdout: "", script: `printf '%s' '${finished("aws_vpc.network", "vpc-1")}'; kill -9 $$` });
    await expect(deployed()).rejects.toThrow("was killed");
    expect(journal().entries()).toEqual([created("aws_vpc.network", "vpc-1")]);
    fake.on("apply", {});
    await deployed();
    expect(journal().entries()).toEqual([]);
  });

  it("is read up to the line that the kill cut off", () => {
    const written = journal();
    written.note({ kind: "finished", action: "create", address: "aws_vpc.network", id: "vpc-1", seconds: 1 });
    appendFileSync(join(new SavedPlan("omnirapeutic-dev", "aws").folder, "apply.jsonl"), '{"kind":"fin');
    expect(written.entries()).toHaveLength(1);
  });

  it("makes the next plan import, and plan as new what AWS does not have", async () => {
    const written = journal();
    for (const [address, id] of [
      ["aws_vpc.network", "vpc-1"],
      ["aws_eip.nat", "eip-1"],
    ] as const) {
      written.note({ kind: "finished", action: "create", address, id, seconds: 1 });
    }
    const missing = JSON.stringify({
      type: "diagnostic",
      diagnostic: {
        severity: "error",
        summary: "Cannot import non-existent remote object",
        detail: 'While attempting to import an existing object to "aws_eip.nat", …',
      },
    });
    fake.on("plan", {
      code: 2,
      script: `cp estate-recovery.tf.json "$here/seen-$(ls "$here" | grep -c seen)"
        grep -q aws_eip estate-recovery.tf.json && { echo '${missing}'; exit 1; }
        for arg; do case "$arg" in -out=*) : > "\${arg#-out=}";; esac; done`,
    });
    const said: string[] = [];
    const progress = {
      step: <T>(_: string, work: (say: (text: string) => void) => Promise<T>) => work((text) => said.push(text)),
    };
    const workspace = scratch.workspace(document);
    await planDeployment(workspace, {}, progress);
    const imports = [0, 1].map((n) => fake.file(`seen-${n}`));
    expect(imports).toEqual([
      '{"import":[{"to":"aws_vpc.network","id":"vpc-1"},{"to":"aws_eip.nat","id":"eip-1"}]}',
      '{"import":[{"to":"aws_vpc.network","id":"vpc-1"}]}',
    ]);
    expect(said.join("\n")).toContain("The last deploy was killed: this plan takes back 2 resources");
  });
});
