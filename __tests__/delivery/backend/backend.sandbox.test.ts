import { findDeployment } from "../../../src/config";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import { Estate } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";
import { backendSpecification } from "./specification";

describe("estate backend on the embedded AWS", () => {
  const estate = new Estate();
  let aws: AwsClients;

  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    aws = awsClients({ kind: "sandbox", endpoint }, findDeployment("omnirapeutic-dev").backend.region);
  });
  afterAll(() => estate.dispose());

  // The emulator takes a change of a table's key and keeps the old one.
  backendSpecification(() => aws, ["lock table: encryption"]);

  it("exits 0 and prints every setting as fine once all is set up", async () => {
    const { stdout } = await estate.succeed("backend", "check", "omnirapeutic-dev", "--sandbox", "--json");
    const { settings } = JSON.parse(stdout) as { settings: { fine: boolean }[] };
    expect(settings.length).toBeGreaterThan(20);
    expect(settings.every(({ fine }) => fine)).toBe(true);
  });

  it("exits 1 and names the command that repairs a spoiled setting", async () => {
    await aws.dynamodb.updateTable({ TableName: "terraform-state-lock", DeletionProtectionEnabled: false });
    const { code, stdout, stderr } = await estate.run("backend", "check", "omnirapeutic-dev", "--sandbox");
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/differs deletion protection/) });
    expect(stderr).toContain("estate backend setup omnirapeutic-dev --sandbox");
  });
});
