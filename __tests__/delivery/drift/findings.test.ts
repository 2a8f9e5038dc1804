import { driftFindings } from "../../../src/delivery/drift/findings";
import { renderDrift } from "../../../src/delivery/drift/render";
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
    expect(found).toEqual([
      {
        address,
        constructPath: "api/logs",
        kind: "changed",
        values: [{ path: "retention_in_days", expected: "365", found: "30" }],
      },
    ]);
    expect(renderDrift(found)).toBe(`changed  ${address}  (api/logs)\n    retention_in_days: 365 -> 30`);
  });

  it("where a resource is gone", () => {
    const gone = change(address, ["delete"], { before: { retention_in_days: 365 }, after: null });
    const found = driftFindings({ resource_drift: [gone] }, [log({})]);
    expect(found).toEqual([{ address, constructPath: "api/logs", kind: "missing", values: [] }]);
    expect(renderDrift(found)).toBe(`missing  ${address}  (api/logs)`);
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
    expect(values({}, { tags_all: more }, { tags_all: tags })).toEqual(['tags_all.Environment: "dev" -> (none)']);
  });

  it("inside blocks, and where a block came or went", () => {
    const rule = (id: string, days: number) => ({ id, expiration: [{ days }], prefix: null });
    const body = { rule: [{ id: "a", expiration: { days: 1 } }] };
    expect(values(body, { rule: [rule("a", 1)] }, { rule: [rule("a", 2)] })).toEqual([
      "rule[0].expiration[0].days: 1 -> 2",
    ]);
    expect(values(body, { rule: [rule("a", 1)] }, { rule: [] })).toEqual([
      "rule[0].expiration[0].days: 1 -> (none)",
      'rule[0].id: "a" -> (none)',
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
