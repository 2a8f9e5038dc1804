import { driftFindings } from "../../../src/delivery/drift/findings";
import { pendingChanges } from "../../../src/delivery/drift/pending";
import { pendingLine, renderDrift } from "../../../src/delivery/drift/render";
import type { Block, ResourceEntry } from "../../../src/delivery/synth";
import type { Change } from "../../../src/delivery/terraform";
import { change } from "../../support/delivery";

const address = "aws_cloudwatch_log_group.api_logs";
const log = (body: Block): ResourceEntry => ({
  type: "aws_cloudwatch_log_group",
  address,
  constructPath: "api/logs",
  body,
});

/** What is found in a resource of that configuration when AWS has `found` and the state has `expected`. */
function drift(body: Block, expected: Block, found: Block, rest: Partial<Change> = {}) {
  const drifted = { ...change(address, ["update"], { before: expected, after: found, ...rest }) };
  return driftFindings({ resource_drift: [drifted] }, [log(body)]);
}

/** The same, as `path: expected -> found`. */
const values = (...args: Parameters<typeof drift>): string[] =>
  drift(...args).flatMap((finding) =>
    finding.values.map(({ path, expected, found }) => `${path}: ${expected} -> ${found}`),
  );

describe("drift is found", () => {
  it("where AWS has another value than the configuration decided, with address, construct and both values", () => {
    const found = drift({ retention_in_days: 365 }, { retention_in_days: 365 }, { retention_in_days: 30 });
    const consequence = {
      drift: "audit-off",
      says: "the log is kept for fewer days",
      controls: ["164.316(b)(2)(i)", "164.312(b)"],
    };
    expect(found).toEqual([
      {
        address,
        type: "aws_cloudwatch_log_group",
        constructPath: "api/logs",
        kind: "changed",
        drift: "audit-off",
        values: [{ path: "retention_in_days", expected: "365", found: "30", ...consequence }],
        names: [],
      },
    ]);
    expect(renderDrift(found)).toBe(
      [
        `changed  ${address}  (api/logs): AUDIT OFF`,
        "    retention_in_days: 365 -> 30",
        "      the log is kept for fewer days: 164.316(b)(2)(i) (six years of documentation), 164.312(b) (audit controls)",
      ].join("\n"),
    );
  });

  it("where a resource is gone", () => {
    const gone = change(address, ["delete"], { before: { retention_in_days: 365 }, after: null });
    const found = driftFindings({ resource_drift: [gone] }, [log({})]);
    expect(found).toMatchObject([
      { address, constructPath: "api/logs", kind: "missing", drift: "data-lost", values: [] },
    ]);
    expect(renderDrift(found)).toContain(`missing  ${address}  (api/logs): DATA LOST\n    the log is gone`);
  });

  it("where a resource is gone that nothing synthesizes any more", () => {
    expect(driftFindings({ resource_drift: [change(address, ["delete"])] }, [])).toMatchObject([
      { address, constructPath: "", kind: "missing" },
    ]);
  });

  it("in one instance of a repeated resource", () => {
    const drifted = change(`${address}["a"]`, ["update"], { before: { name: "x" }, after: { name: "y" } });
    expect(driftFindings({ resource_drift: [drifted] }, [log({ name: "x" })])).toMatchObject([
      { address: `${address}["a"]`, constructPath: "api/logs" },
    ]);
  });

  it("where a tag was added, changed or taken away, those that the provider adds among them", () => {
    const [tags, more] = [{ Name: "logs" }, { Name: "logs", Environment: "dev" }];
    expect(values({ tags }, { tags }, { tags: { Name: "other", Owner: "me" } })).toEqual([
      'tags.Name: "logs" -> "other"',
      'tags.Owner: (none) -> "me"',
    ]);
    expect(
      values({ tags }, { tags, tags_all: tags }, { tags: { Name: "other" }, tags_all: { Name: "other" } }),
    ).toEqual(['tags.Name: "logs" -> "other"']);
    expect(values({}, { tags_all: more }, { tags_all: tags })).toEqual(['tags_all.Environment: "dev" -> (none)']);
  });

  it("inside blocks, and where a block came or went", () => {
    const rule = (id: string, days: number) => ({ id, expiration: [{ days }], prefix: null });
    const body = { rule: [{ id: "a", expiration: { days: 1 } }] };
    expect(values(body, { rule: [rule("a", 1)] }, { rule: [rule("a", 2)] })).toEqual([
      "rule[a].expiration[0].days: 1 -> 2",
    ]);
    expect(values(body, { rule: [rule("a", 1)] }, { rule: [] })).toEqual([
      "rule[a].expiration[0].days: 1 -> (none)",
      'rule[a].id: "a" -> (none)',
    ]);
  });

  it("in the one of many named blocks that changed, whatever came before it", () => {
    const parameter = (name: string, value: string) => ({ name, value });
    const body = { parameter: [parameter("a", "1"), parameter("b", "1"), parameter("c", "1")] };
    expect(values(body, { ...body }, { parameter: [parameter("b", "0"), parameter("c", "1")] })).toEqual([
      'parameter[a].name: "a" -> (none)',
      'parameter[a].value: "1" -> (none)',
      'parameter[b].value: "1" -> "0"',
    ]);
  });

  it("in a list as a whole, so that one that is gone shifts nothing", () => {
    expect(values({ exports: ["a", "b"] }, { exports: ["a", "b"] }, { exports: ["b"] })).toEqual([
      'exports: "a, b" -> "b"',
    ]);
  });

  it("where a block says all by being there", () => {
    const rule = (action: Block) => ({ rule: [{ name: "common", override_action: [action] }] });
    const body = {
      rule: [
        { name: "common", override_action: { none: {} } },
        { name: "other", override_action: { count: {} } },
      ],
    };
    expect(values(body, rule({ none: [{}], count: [] }), rule({ none: [], count: [{}] }))).toEqual([
      "rule[common].override_action[0].count[0]: (none) -> true",
      "rule[common].override_action[0].none[0]: true -> (none)",
    ]);
  });

  it("where something got in that the configuration leaves out", () => {
    const rule = "aws_vpc_security_group_ingress_rule.from_bastion";
    const body = { referenced_security_group_id: "sg-1" };
    const drifted = change(rule, ["update"], {
      before: { referenced_security_group_id: "sg-1", cidr_ipv4: null },
      after: { referenced_security_group_id: "", cidr_ipv4: "0.0.0.0/0" },
    });
    const entry = { type: "aws_vpc_security_group_ingress_rule", address: rule, constructPath: "rule", body };
    expect(driftFindings({ resource_drift: [drifted] }, [entry])).toMatchObject([
      { drift: "access-opened", values: [{ path: "cidr_ipv4" }, { path: "referenced_security_group_id" }] },
    ]);
  });

  it("where a rule came into the network's default group, which is kept empty", () => {
    const group = "aws_default_security_group.network_closed";
    const ingress = [{ from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }];
    const drifted = change(group, ["update"], { before: { ingress: [] }, after: { ingress } });
    const entry = { type: "aws_default_security_group", address: group, constructPath: "", body: { vpc_id: "vpc-1" } };
    expect(driftFindings({ resource_drift: [drifted] }, [entry])).toMatchObject([
      { drift: "access-opened", values: [{ path: "ingress[0].cidr_blocks", found: '"0.0.0.0/0"' }, {}, {}] },
    ]);
  });

  it("in a policy, of which only the statements are shown that differ", () => {
    const policy = (...actions: string[]) =>
      JSON.stringify({ Statement: actions.map((Action) => ({ Effect: "Allow", Action })) });
    const found = drift({ policy: "x" }, { policy: policy("a", "b") }, { policy: policy("b", "c") });
    expect(found).toMatchObject([
      {
        drift: "access-opened",
        values: [
          {
            expected: JSON.stringify('{"Action":"a","Effect":"Allow"}'),
            found: JSON.stringify('{"Action":"c","Effect":"Allow"}'),
          },
        ],
      },
    ]);
  });

  it("inside a JSON document, and in text that only begins like one", () => {
    expect(values({ policy: "x" }, { policy: '{"b":1,"a":[2]}' }, { policy: '{"b":1,"a":[3]}' })).toEqual([
      String.raw`policy: "{\"a\":[2],\"b\":1}" -> "{\"a\":[3],\"b\":1}"`,
    ]);
    expect(values({ pattern: "x" }, { pattern: "[a, b]" }, { pattern: "[a, c]" })).toEqual([
      'pattern: "[a, b]" -> "[a, c]"',
    ]);
  });

  it("without showing what is sensitive", () => {
    const found = drift(
      { password: "${x}" },
      { password: "before" },
      { password: "after" },
      { before_sensitive: { password: true }, after_sensitive: {} },
    );
    expect(found).toMatchObject([{ values: [{ path: "password", expected: "(sensitive)", found: "(sensitive)" }] }]);
  });
});

describe("no drift is", () => {
  it.each<[string, Block, Block, Block]>([
    [
      "a JSON document whose names AWS gives back in another order, or with other spaces",
      { schema: "x" },
      { schema: '{"properties":{"a":{"maxLength":9,"type":"string"}},"type":"object"}' },
      { schema: '{ "type": "object", "properties": { "a": { "type": "string", "maxLength": 9 } } }' },
    ],
    ["what AWS computes, or other resources set later", { name: "x" }, { ingress: [] }, { ingress: [{ port: 443 }] }],
    ["nothing in another form", { tags: {}, note: "" }, { tags: null, note: null }, { tags: {}, note: "" }],
    [
      "what a block's configuration leaves to AWS",
      { rule: { kind: "AES256" } },
      { rule: [{ kind: "AES256", bucket_key: null }] },
      { rule: [{ kind: "AES256", bucket_key: false }] },
    ],
    [
      "the order of blocks",
      { query: [{ id: "a" }, { id: "b", expression: "a" }] },
      { query: [{ id: "a" }, { id: "b", expression: "a" }] },
      { query: [{ id: "b", expression: "a" }, { id: "a" }] },
    ],
    [
      "what another has charge of",
      { desired_count: 2, lifecycle: { ignore_changes: ["desired_count"] } },
      { desired_count: 2 },
      { desired_count: 5 },
    ],
    [
      "a part of what another has charge of",
      { load_balancer: [{ port: 1 }], lifecycle: { ignore_changes: ["load_balancer[0].port"] } },
      { load_balancer: [{ port: 1 }] },
      { load_balancer: [{ port: 2 }] },
    ],
    [
      "anything, where another has charge of everything",
      { name: "x", lifecycle: { ignore_changes: "all" } },
      { name: "x", tags_all: {} },
      { name: "y", tags_all: { a: "b" } },
    ],
  ])("%s", (_what, body, expected, found) => {
    expect(drift(body, expected, found)).toEqual([]);
  });

  it("what data sources read", () => {
    const read = { ...change(`data.${address}`, ["update"]), mode: "data" as const };
    expect(driftFindings({ resource_drift: [read] }, [])).toEqual([]);
  });

  it("in a plan that has none", () => {
    expect(driftFindings({}, [log({})])).toEqual([]);
  });
});

describe("a whole plan", () => {
  const [before, after] = [
    { retention_in_days: 365, name: "/api" },
    { retention_in_days: 30, name: "/api" },
  ];
  const whole = (wanted: Block | null, actions: Change["actions"] = ["update"], rest: Partial<Change> = {}) => {
    const plan = {
      resource_drift: [change(address, ["update"], { before, after })],
      resource_changes: [change(address, actions, { before: after, after: wanted, ...rest })],
    };
    return { plan, found: driftFindings(plan, [log({ retention_in_days: 365, name: "/api" })], true) };
  };

  it.each<[string, Block]>([
    ["restored", before],
    ["left", after],
    ["changed otherwise", { ...after, retention_in_days: 90 }],
  ])("tells what an apply would do to the value: %s", (apply, wanted) => {
    expect(whole(wanted).found).toMatchObject([{ values: [{ path: "retention_in_days", apply }] }]);
  });

  it("warns when an apply would make the resource anew", () => {
    const { found } = whole(before, ["delete", "create"]);
    expect(found).toMatchObject([{ replaced: true }]);
    expect(renderDrift(found)).toContain("an apply would replace it");
  });

  it.each<[string, Change["actions"]]>([
    ["restored", ["create"]],
    ["left", ["no-op"]],
  ])("tells what an apply would do to what is gone: %s", (apply, actions) => {
    const plan = {
      resource_drift: [change(address, ["delete"], { before, after: null })],
      resource_changes: [change(address, actions)],
    };
    expect(driftFindings(plan, [log({})], true)).toMatchObject([{ kind: "missing", apply }]);
  });

  it("finds what no configuration names and an apply would put back", () => {
    const drifted = change(address, ["update"], { before: {}, after: { skip_destroy: true } });
    const back = change(address, ["update"], { before: { skip_destroy: true }, after: { skip_destroy: null } });
    const plan = { resource_drift: [drifted], resource_changes: [back] };
    expect(driftFindings(plan, [log({ name: "x" })])).toEqual([]);
    expect(driftFindings(plan, [log({ name: "x" })], true)).toMatchObject([
      { values: [{ path: "skip_destroy", apply: "restored" }] },
    ]);
  });

  it("tells code that nobody applied from drift, in one resource too", () => {
    const { plan, found } = whole({ ...before, kms_key_id: "arn:new" }, ["update"]);
    const others = [
      change("aws_vpc.network", ["create"], { after: { cidr_block: "10.0.0.0/16" } }),
      change("aws_cloudwatch_dashboard.d", ["update"], {
        before: { body: "a" },
        after: {},
        after_unknown: { body: true },
      }),
      change("aws_eip.same", ["no-op"]),
    ];
    const all = { ...plan, resource_changes: [...plan.resource_changes, ...others] };
    const pending = pendingChanges(all, found, new Map([["aws_vpc.network", { constructPath: "network" }]]));
    expect(pending).toEqual([
      { effect: "update", address, constructPath: "", attributes: ["kms_key_id"] },
      { effect: "create", address: "aws_vpc.network", constructPath: "network", attributes: [] },
    ]);
    expect(pending.map(pendingLine)).toEqual([
      `pending  update ${address}: kms_key_id`,
      "pending  create aws_vpc.network  (network)",
    ]);
  });

  it("takes nothing for code that only puts drift back, by making it anew or not", () => {
    const missing = {
      resource_drift: [change(address, ["delete"], { before })],
      resource_changes: [change(address, ["create"])],
    };
    expect(pendingChanges(missing, driftFindings(missing, [log({})], true), new Map())).toEqual([]);
    const { plan, found } = whole({ ...before, spelled: "tcp" }, ["delete", "create"], {
      replace_paths: [["retention_in_days"]],
      after_unknown: { id: true },
    });
    expect(pendingChanges(plan, found, new Map())).toEqual([]);
  });
});

it("knows the names of a resource in AWS, and none that is sensitive", () => {
  const before = { id: "/api", arn: "arn:aws:logs:a", name: "/api", secret_id: "hidden", role: "" };
  const drifted = change(address, ["delete"], { before, before_sensitive: { secret_id: true } });
  expect(driftFindings({ resource_drift: [drifted] }, [])).toMatchObject([{ names: ["/api", "arn:aws:logs:a"] }]);
});
