import { gate } from "../../../src/delivery/gate/gate";
import { findingsOf, renderMarkdown, renderText, summary, type Place, type Review } from "../../../src/delivery/review";
import type { PlanJson } from "../../../src/delivery/terraform";
import { change, planOf } from "../../support/delivery";
import { planFrom } from "../../support/plan-pairs";
import { reviewOf } from "./support";

const places = new Map<string, Place>([
  ["aws_vpc.network", { constructPath: "network", source: { file: "src/systems/omnirapeutic/index.ts", line: 12 } }],
  ["aws_db_instance.d", { constructPath: "database" }],
]);

function reviewed(plan: PlanJson): Review {
  return reviewOf(
    plan,
    places,
    gate({ deployment: "omnirapeutic-dev", plan, knownAddresses: new Set(), command: (args) => args }),
  );
}

const attributes = (plan: PlanJson) =>
  reviewed(plan).changes[0]!.attributes.map(({ path, before, after }) => `${path}: ${before} -> ${after}`);

describe("a review", () => {
  it("counts what happens and says it in one line", () => {
    const moved = { ...change("aws_vpc.new", ["no-op"]), previous_address: "aws_vpc.old" };
    const result = reviewed(
      planOf([
        change("aws_route.a", ["create"]),
        change("aws_route.b", ["create"]),
        change("aws_route.c", ["update"]),
        change("aws_route.d", ["delete", "create"]),
        change("aws_route.e", ["delete"]),
        change("aws_route.f", ["update"], { importing: { id: "x" } }),
        change("aws_route.g", ["no-op"]),
        moved,
      ]),
    );
    expect(summary(result)).toBe("2 to create, 1 to update, 1 to replace, 1 to destroy, 1 to import, 1 to move");
    expect(result).toMatchObject({ operations: 7, unchanged: 1 });
  });

  it("of nothing says so, and names outputs that change alone", () => {
    expect(summary(reviewed({}))).toBe("no changes");
    expect(
      summary(reviewed({ output_changes: { vpc_id: { actions: ["create"] }, same: { actions: ["no-op"] } } })),
    ).toBe("outputs change: vpc_id");
  });

  it("gives each change its address, the construct that makes it, and the TypeScript line", () => {
    const text = renderText(reviewed(planOf([change("aws_vpc.network", ["create"])])));
    expect(text).toContain("+ create  aws_vpc.network  (network)");
    expect(text).toContain("at src/systems/omnirapeutic/index.ts:12");
  });

  it("folds what only moves and what stays", () => {
    const moved = { ...change("aws_vpc.new", ["no-op"]), previous_address: "aws_vpc.network" };
    const result = reviewed(planOf([moved, change("aws_route.g", ["no-op"])]));
    expect(renderText(result)).toContain("1 only get a new address; 1 stay as they are.");
    expect(result.changes[0]).toMatchObject({
      constructPath: "network",
      rank: "cosmetic",
      movedFrom: "aws_vpc.network",
    });
  });

  it("shows what changes inside structures and documents, and only that", () => {
    const update = change("aws_vpc.network", ["update"], {
      before: {
        cidr: "10.0.0.0/16",
        days: 7,
        same: { a: [1] },
        gone: "x",
        list: ["a", "b"],
        policy: '{"a":1,"b":[1]}',
      },
      after: {
        cidr: "10.1.0.0/16",
        days: 35,
        same: { a: [1] },
        gone: null,
        list: ["b", "c"],
        policy: '{"b":[1],"a":2}',
      },
    });
    expect(attributes(planOf([update]))).toEqual([
      'cidr: "10.0.0.0/16" -> "10.1.0.0/16"',
      "days: 7 -> 35",
      'gone: "x" -> (none)',
      'list: "a" -> "c"',
      "policy.a: 1 -> 2",
    ]);
  });

  it("matches the elements of lists by their names, whatever their order", () => {
    const rule = (name: string, priority: number) => ({ name, priority });
    const update = change("aws_wafv2_web_acl.w", ["update"], {
      before: { rule: [rule("a", 1), rule("b", 2)] },
      after: { rule: [rule("c", 0), rule("b", 3), rule("a", 1)] },
    });
    expect(attributes(planOf([update]))).toEqual([
      'rule[c].name: (none) -> "c"',
      "rule[c].priority: (none) -> 0",
      "rule[b].priority: 2 -> 3",
    ]);
  });

  it("says which values are known only after the apply, and which setting forces the replacement", () => {
    const replaced = change("aws_vpc.network", ["delete", "create"], {
      before: { arn: "old", cidr: "a" },
      after: { cidr: "b" },
      after_unknown: { arn: true },
      replace_paths: [["cidr"]],
    });
    expect(attributes(planOf([replaced]))).toEqual(['arn: "old" -> (known after apply)', 'cidr: "a" -> "b"']);
    const text = renderText(reviewed(planOf([replaced])));
    expect(text).toContain('cidr: "a" -> "b"  (forces replacement)');
    expect(text).not.toContain("arn:");
  });

  it("cuts long values between characters, and shows no character that a terminal would obey", () => {
    const update = change("aws_x.p", ["update"], {
      before: { a: "a", b: "" },
      after: { a: "😀".repeat(99), b: "\u001b[2J\u202e" },
    });
    const [long, control] = reviewed(planOf([update])).changes[0]!.attributes;
    expect(long!.after).toMatch(/^"(😀)+…$/u);
    expect(control!.after).toBe(String.raw`"\u001b[2J\u202e"`);
  });

  it("puts blocked findings on top, each with its fix", () => {
    const text = renderText(
      reviewed(planOf([change("aws_route.a", ["create"]), change("aws_s3_bucket.b", ["delete"])])),
    );
    expect(text.indexOf("BLOCKED aws_s3_bucket.b would be destroyed")).toBeLessThan(text.indexOf("aws_route.a"));
    expect(renderMarkdown(reviewed(planOf([change("aws_s3_bucket.b", ["delete"])])))).toMatch(
      /\*\*Blocked:\*\*[^]*Fix: /,
    );
  });

  it("tells the gravest first, and within a change too", () => {
    const plan = planFrom(
      { address: "aws_vpc.network", before: { tags: { a: "1" } }, after: { tags: { a: "2" } } },
      {
        address: "aws_db_instance.d",
        before: { tags: { a: "1" }, backup_retention_period: 35, instance_class: "a" },
        after: { tags: { a: "2" }, backup_retention_period: 7, instance_class: "b" },
      },
    );
    const { changes } = reviewed(plan);
    expect(changes.map(({ address }) => address)).toEqual(["aws_db_instance.d", "aws_vpc.network"]);
    expect(changes[0]!.meanings.map(({ rank }) => rank)).toEqual(["data-loss", "downtime", "cosmetic"]);
  });

  it("gives findings as the scan does, none for what interrupts nobody", () => {
    const plan = planFrom(
      { address: "aws_vpc.network", before: { tags: { a: "1" } }, after: { tags: { a: "2" } } },
      { address: "aws_db_instance.d", before: { backup_retention_period: 35 }, after: { backup_retention_period: 7 } },
    );
    expect(findingsOf(reviewed(plan))).toEqual([
      {
        deployment: "omnirapeutic-dev",
        address: "aws_db_instance.d",
        constructPath: "database",
        rule: "data-loss/backup-retention-period-lowered",
        severity: "CRITICAL",
        message: expect.stringContaining("backups older than 7 days are deleted"),
        fix: expect.stringContaining("Keep the longer retention"),
      },
    ]);
  });
});

it("what the gate objects to leads the change, where the tables know nothing as grave of it", () => {
  const opened = change("aws_new_thing.door", ["update"], { before: { to: "a" }, after: { to: "b" } });
  const finding = {
    rule: "networks-stay-closed",
    control: "164.312(a)(1)",
    address: "aws_new_thing.door",
    message: "aws_new_thing.door opens tcp port 22 to everybody (0.0.0.0/0)",
    fix: "Name who may come.",
    threatens: "exposure",
  } as const;
  const plan = planOf([opened]);
  const judged = (findings: Parameters<typeof reviewOf>[2]) => reviewOf(plan, undefined, findings).changes[0]!;
  expect(judged([])).toMatchObject({ rank: "unjudged" });
  expect(judged([finding])).toMatchObject({
    rank: "exposure",
    meanings: [
      {
        rule: "gate/networks-stay-closed",
        sentence: "opens tcp port 22 to everybody (0.0.0.0/0)",
        fix: "Name who may come.",
      },
      { rank: "unjudged" },
    ],
  });
  expect(judged([{ ...finding, address: "aws_new_thing.other" }])).toMatchObject({ rank: "unjudged" });
  expect(judged([{ ...finding, rule: "waivers-are-needed", threatens: undefined }])).toMatchObject({
    rank: "unjudged",
  });
});
