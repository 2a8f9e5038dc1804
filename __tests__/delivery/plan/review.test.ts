import { gate } from "../../../src/delivery/gate/gate";
import { renderMarkdown, renderText, summary } from "../../../src/delivery/plan/render";
import { review, type Review } from "../../../src/delivery/plan/review";
import type { PlanJson } from "../../../src/delivery/terraform";
import { change, planOf } from "../../support/delivery";

function reviewed(plan: PlanJson): Review {
  const blocked = gate({ deployment: "omnirapeutic-dev", plan, knownAddresses: new Set(), command: (args) => args });
  const constructPaths = new Map([["aws_vpc.network", "network"]]);
  return review({ deployment: "omnirapeutic-dev", target: "aws", plan, blocked, constructPaths });
}

const attributes = (plan: PlanJson) =>
  reviewed(plan).changes[0]!.attributes.map(({ name, before, after }) => `${name}: ${before} -> ${after}`);

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
    expect(result.operations).toBe(7);
  });

  it("of nothing says so, and names outputs that change alone", () => {
    expect(summary(reviewed({}))).toBe("no changes");
    expect(
      summary(reviewed({ output_changes: { vpc_id: { actions: ["create"] }, same: { actions: ["no-op"] } } })),
    ).toBe("outputs change: vpc_id");
  });

  it("gives each change one line with its address and the construct that makes it", () => {
    expect(renderText(reviewed(planOf([change("aws_vpc.network", ["create"])])))).toContain(
      "+ create  aws_vpc.network  (network)",
    );
  });

  it("shows plain values before and after, and structures only by name", () => {
    const update = change("aws_vpc.network", ["update"], {
      before: { cidr: "10.0.0.0/16", days: 7, tags: { a: "1" }, same: true, gone: "x" },
      after: { cidr: "10.1.0.0/16", days: 35, tags: { a: "2" }, same: true, gone: null },
    });
    expect(attributes(planOf([update]))).toEqual([
      'cidr: "10.0.0.0/16" -> "10.1.0.0/16"',
      "days: 7 -> 35",
      'gone: "x" -> (none)',
      "tags: (structure) -> (structure)",
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
    expect(renderText(reviewed(planOf([replaced])))).toContain('cidr: "a" -> "b"  (forces replacement)');
  });

  it("holds no sensitive value, wherever in the attribute the mark stands", () => {
    const update = change("aws_secretsmanager_secret_version.v", ["update"], {
      before: { secret_string: "hunter2", nested: { password: "hunter3" }, was: "hunter4" },
      after: { secret_string: "hunter5", nested: { password: "hunter6" }, was: "plain" },
      before_sensitive: { secret_string: true, nested: { password: true }, was: true },
      after_sensitive: { secret_string: true, nested: { password: true } },
    });
    const result = reviewed(planOf([update]));
    expect(JSON.stringify(result) + renderText(result) + renderMarkdown(result)).not.toContain("hunter");
    expect(attributes(planOf([update]))).toContain("secret_string: (sensitive) -> (sensitive)");
  });

  it("cuts long values", () => {
    const update = change("aws_iam_policy.p", ["update"], {
      before: { policy: "a" },
      after: { policy: "b".repeat(500) },
    });
    expect(reviewed(planOf([update])).changes[0]!.attributes[0]!.after).toHaveLength(118);
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

  it("of 5,000 changes is made in less than two seconds", () => {
    const value = (n: number) => ({ name: `n${n}`, tags: { a: String(n) }, list: [1, 2, 3], text: "x".repeat(500) });
    const plan = planOf(
      Array.from({ length: 5000 }, (_, n) =>
        change(`aws_route.r${n}`, ["update"], { before: value(n), after: value(n + 1) }),
      ),
    );
    const started = performance.now();
    renderMarkdown(reviewed(plan));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
