import { sourcesOf } from "../../../src/delivery/drift/source";
import { documentOf, Scratch } from "../../support/delivery";

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

/** Where a log group is written down whose metadata is this. */
async function source(metadata: object, address = 'aws_cloudwatch_log_group.api["a"]') {
  const document = documentOf({ aws_cloudwatch_log_group: { api: { "//": metadata } } });
  return (await sourcesOf("omnirapeutic-dev", scratch.synthesized(document)))(address);
}

it("is the line that asked for a resource, with the line of the library that made it", async () => {
  await expect(source({ source: "src/systems/a.ts:12:3", definedAt: "src/constructs/b.ts:4:5" })).resolves.toEqual({
    file: "src/systems/a.ts",
    line: 12,
    definedAt: { file: "src/constructs/b.ts", line: 4 },
  });
});

it("is the JSON's own line where it notes none", async () => {
  await expect(source({})).resolves.toMatchObject({
    file: expect.stringContaining("cdk.tf.json"),
    line: expect.any(Number),
  });
});

it("is unknown for what nothing synthesizes", async () => {
  await expect(source({}, "aws_vpc.gone")).resolves.toBeUndefined();
});

it("is the TypeScript of this repository without --from", async () => {
  const found = (await sourcesOf("omnirapeutic-dev", undefined))("aws_cloudwatch_log_group.trail_log_group");
  expect(found?.file).toMatch(/^(src\/systems|src\/constructs|main)/);
  expect(found?.definedAt?.file).toMatch(/^src\/constructs\//);
});
