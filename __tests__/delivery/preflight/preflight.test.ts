import { isReady, preflight, renderFindings, summary, type Finding } from "../../../src/delivery/preflight";
import { noProgress } from "../../../src/delivery/progress";
import { Scratch, documentOf } from "../../support/delivery";
import { accountOf, awsError, type Answers } from "../../support/preflight";

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

const fails = (name: string) => () => {
  throw awsError(name);
};
const ours = { getCallerIdentity: () => ({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:role/deploy" }) };
const object = (text: string) => () => ({ Body: { transformToString: async () => text } });
const group = documentOf({ aws_cloudwatch_log_group: { api: { name: "/ecs/api" } } });

/** What preflight finds of one log group in an account that answers so. */
function findings(answers: Answers): Promise<readonly Finding[]> {
  const aws = accountOf({
    sts: ours,
    ec2: { describeRegions: () => ({ Regions: [{ RegionName: "us-east-1", OptInStatus: "opted-in" }] }) },
    logs: { describeLogGroups: () => ({ logGroups: [] }) },
    ...answers,
  });
  return preflight(scratch.workspace(group), aws, noProgress);
}

describe("preflight", () => {
  it("asks nothing more of an account that is not the deployment's", async () => {
    const found = await findings({ sts: { getCallerIdentity: () => ({ Account: "999999999999", Arn: "arn:x" }) } });
    expect(found).toEqual([
      {
        area: "account",
        what: "the credentials' account",
        status: "not ready",
        found: "999999999999 (arn:x)",
        wanted: "123456789012",
        fix: expect.stringContaining("nothing else was asked"),
      },
    ]);
    expect(isReady(found)).toBe(false);
  });

  it("fails when nobody can tell whose credentials these are", async () => {
    await expect(findings({ sts: { getCallerIdentity: fails("ExpiredToken") } })).rejects.toMatchObject({
      message: expect.stringContaining("ExpiredToken"),
      fix: expect.stringContaining("Log in to the account"),
    });
  });

  it("is ready before the first deployment, once the backend is there", async () => {
    const found = await findings({ s3: { getObject: fails("NoSuchKey") } });
    expect(found.map(({ area, status }) => `${area}: ${status}`)).toEqual([
      "account: ready",
      "state: ready",
      "account: ready",
      "names: ready",
    ]);
    expect(isReady(found)).toBe(true);
  });

  it("names the command that makes the backend, and asks about everything else", async () => {
    const found = await findings({ s3: { getObject: fails("NoSuchBucket") } });
    expect(found).toContainEqual(
      expect.objectContaining({
        area: "state",
        status: "not ready",
        fix: "npx estate backend setup omnirapeutic-dev",
      }),
    );
    expect(found).toContainEqual(expect.objectContaining({ what: "log group /ecs/api", status: "ready" }));
  });

  it("asks no more about what the state holds", async () => {
    const held = { mode: "managed", type: "aws_cloudwatch_log_group", name: "api", instances: [{ attributes: {} }] };
    const found = await findings({ s3: { getObject: object(JSON.stringify({ resources: [held] })) } });
    expect(found).toContainEqual(expect.objectContaining({ area: "state", found: "1 resource" }));
    expect(found.map(({ area }) => area)).not.toContain("names");
  });

  it.each<[string, () => unknown, Partial<Finding>]>([
    ["cannot be read", fails("AccessDenied"), { status: "not checked", found: "AccessDenied: AccessDenied, says AWS" }],
    ["is cut off", object('{"resources": [{"planted-secret"'), { status: "not ready", found: "not JSON, or cut off" }],
  ])("checks no name or quota against a state that %s, and shows nothing of it", async (_case, getObject, state) => {
    const found = await findings({ s3: { getObject } });
    expect(found).toContainEqual(expect.objectContaining({ area: "state", ...state }));
    expect(found).toContainEqual(
      expect.objectContaining({
        what: "log group /ecs/api",
        status: "not checked",
        found: expect.stringContaining("the state cannot be read"),
      }),
    );
    expect(JSON.stringify(found)).not.toContain("planted");
    expect(isReady(found)).toBe(false);
  });

  it("goes on after a check that AWS refuses", async () => {
    const found = await findings({
      s3: { getObject: fails("NoSuchKey") },
      ec2: { describeRegions: fails("UnauthorizedOperation") },
    });
    expect(found).toContainEqual(
      expect.objectContaining({
        what: "region us-east-1",
        status: "not checked",
        fix: expect.stringContaining("Allow these credentials ec2:DescribeRegions"),
      }),
    );
    expect(found).toContainEqual(expect.objectContaining({ what: "log group /ecs/api", status: "ready" }));
  });
});

describe("the report", () => {
  const one = { area: "quotas", what: "VPCs in us-east-1", found: "5 of 5 in use", wanted: "room for 1 more" } as const;
  const report: readonly Finding[] = [
    { ...one, status: "not ready", fix: "Ask for 6.\nOr delete one." },
    { ...one, area: "names", what: "bucket records", status: "ready", found: "free", wanted: "a free name" },
    { ...one, what: "roles in the account", status: "not checked", fix: "Allow iam:GetAccountSummary." },
  ];

  it("has what must be done first at its end, in full", () => {
    expect(renderFindings(report).replace(/\x1b\[[0-9;]*m/g, "")).toBe(
      [
        "names",
        "  ready  bucket records        free",
        "",
        "to be done first",
        "  NOT READY  VPCs in us-east-1",
        "    found   5 of 5 in use",
        "    wanted  room for 1 more",
        "    fix     Ask for 6.",
        "            Or delete one.",
        "  NOT CHECKED  roles in the account",
        "    found   5 of 5 in use",
        "    wanted  room for 1 more",
        "    fix     Allow iam:GetAccountSummary.",
      ].join("\n"),
    );
    expect(summary(report)).toBe("1 ready, 1 not ready, 1 not checked");
  });

  it.each<[Finding["status"], boolean]>([
    ["ready", true],
    ["not ready", false],
    ["not checked", false],
  ])("with what is %s lets the deployment go: %s", (status, expected) => {
    expect(isReady([{ ...one, status, fix: "" }])).toBe(expected);
  });
});
