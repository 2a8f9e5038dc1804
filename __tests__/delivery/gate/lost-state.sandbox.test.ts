import { findDeployment } from "../../../src/config";
import { awsClients } from "../../../src/delivery/aws/clients";
import type { Review } from "../../../src/delivery/plan";
import { Estate } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";

const name = "omnirapeutic-dev";
const { backend } = findDeployment(name);
const { bucket: Bucket, key: Key } = backend;

describe("a deployment whose state is empty", () => {
  const estate = new Estate();
  const plan = async (): Promise<{ code: number | null; blocked: Review["blocked"] }> => {
    const { code, stdout } = await estate.run("plan", name, "--sandbox", "--from", estate.synthesized, "--json");
    return { code, blocked: (JSON.parse(stdout) as Review).blocked };
  };
  beforeAll(async () => {
    await estate.succeed("synth", name, "--out", estate.synthesized);
    await estate.succeed("sandbox", "up");
    await estate.succeed("backend", "setup", name, "--sandbox");
  });
  afterAll(() => estate.dispose());

  it("may be deployed for the first time", async () => {
    await expect(plan()).resolves.toEqual({ code: 2, blocked: [] });
  });

  it("is not made a second time when the bucket remembers that it exists", async () => {
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    const { s3 } = awsClients({ kind: "sandbox", endpoint }, backend.region);
    const resources = [{ mode: "managed", type: "aws_vpc", name: "network", instances: [] }];
    const Body = JSON.stringify({
      version: 4,
      terraform_version: "1.11.4",
      serial: 9,
      lineage: "lost",
      outputs: {},
      resources,
    });
    await s3.putObject({ Bucket, Key, Body });
    await s3.deleteObject({ Bucket, Key });
    const { code, blocked } = await plan();
    expect(code).toBe(3);
    expect(blocked).toEqual([
      expect.objectContaining({
        rule: "known-deployments-are-not-recreated",
        address: name,
        message: expect.stringMatching(
          /its bucket remembers a state of 20\d\d-.* with 1 resources \(serial 9, version .+\)$/,
        ),
        fix: expect.stringContaining(`npx estate recover ${name}`),
      }),
    ]);
  });
});
