import { gate } from "../../../src/delivery/plan/gate";
import { statefulTypes } from "../../../src/delivery/stateful-types";
import type { PlanJson } from "../../../src/delivery/terraform";
import { change, planOf } from "../../support/delivery";

const judge = (plan: PlanJson, known: readonly string[] = []) =>
  gate({ plan, knownAddresses: new Set(known), command: (args) => `terraform ${args}` });

describe("the gate", () => {
  it("lets a plan pass that creates, updates and reads", () => {
    expect(
      judge(
        planOf([
          change("aws_rds_cluster.database", ["create"]),
          change("aws_kms_key.a", ["update"]),
          change("aws_vpc.v", ["no-op"]),
        ]),
      ),
    ).toEqual([]);
  });

  it("lets a resource go that holds nothing", () => {
    expect(
      judge(planOf([change("aws_route.a", ["delete"]), change("aws_security_group.b", ["delete", "create"])])),
    ).toEqual([]);
  });

  it.each([...statefulTypes])("refuses to destroy %s", (type) => {
    expect(judge(planOf([change(`${type}.x`, ["delete"])]))).toEqual([
      expect.objectContaining({
        rule: "stateful-destroy",
        address: `${type}.x`,
        message: `${type}.x would be destroyed; it holds data or keys`,
      }),
    ]);
  });

  it.each<[string, readonly ("delete" | "create" | "forget")[]]>([
    ["destroyed and created anew", ["delete", "create"]],
    ["destroyed and created anew", ["create", "delete"]],
    ["forgotten", ["forget"]],
  ])("refuses a database that would be %s (%j)", (words, actions) => {
    expect(judge(planOf([change("aws_rds_cluster.database", actions)]))[0]?.message).toContain(words);
  });

  it("names the setting that forces a replacement", () => {
    const replaced = change("aws_rds_cluster.database", ["delete", "create"], {
      replace_paths: [["storage_encrypted"]],
    });
    expect(judge(planOf([replaced]))[0]?.fix).toContain("AWS cannot change storage_encrypted in place");
  });

  it("tells how to keep what an interrupted run marked as half made", () => {
    const tainted = {
      ...change("aws_rds_cluster.database", ["delete", "create"]),
      action_reason: "replace_because_tainted",
    };
    expect(judge(planOf([tainted]))[0]?.fix).toContain("terraform untaint 'aws_rds_cluster.database'");
  });

  it("tells where a rename is recorded when an address vanished", () => {
    expect(judge(planOf([change("aws_s3_bucket.logs", ["delete"])]))[0]?.fix).toContain(
      '{"from": "aws_s3_bucket.logs"',
    );
  });

  it("refuses a state that holds an address which the address lock does not know", () => {
    const findings = judge(planOf([], ["aws_vpc.network", "aws_vpc.foreign"]), ["aws_vpc.network"]);
    expect(findings.map(({ rule, address }) => [rule, address])).toEqual([["unknown-address", "aws_vpc.foreign"]]);
  });

  it("knows instances of a locked address, and both names of a resource that moves", () => {
    const moved = { ...change("aws_vpc.new", ["no-op"]), previous_address: "aws_vpc.old" };
    expect(judge(planOf([moved], ['aws_subnet.app["a"]', "aws_vpc.new", "aws_vpc.old"]), ["aws_subnet.app"])).toEqual(
      [],
    );
  });

  it("looks into modules of the state, and not at data sources", () => {
    const resources = [
      { address: "module.old.aws_vpc.x", mode: "managed" as const, type: "aws_vpc" },
      { address: "module.old.data.aws_region.here", mode: "data" as const, type: "aws_region" },
    ];
    const plan = { prior_state: { values: { root_module: { child_modules: [{ resources }] } } } };
    expect(judge(plan).map(({ address }) => address)).toEqual(["module.old.aws_vpc.x"]);
  });
});
