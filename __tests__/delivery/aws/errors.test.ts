import { awsClients } from "../../../src/delivery/aws/clients";
import { describeError, explained, isMissing } from "../../../src/delivery/aws/errors";
import { Failure } from "../../../src/delivery/failure";

describe("AWS clients", () => {
  const sandbox = { kind: "sandbox", endpoint: "http://127.0.0.1:9" } as const;

  it("of the sandbox use its endpoint and invented credentials, whatever the shell holds", async () => {
    const { config } = awsClients(sandbox, "us-east-1").sts;
    expect(await config.credentials()).toMatchObject({ accessKeyId: "sandbox", secretAccessKey: "sandbox" });
    expect(await config.endpoint?.()).toMatchObject({ hostname: "127.0.0.1", port: 9, protocol: "http:" });
  });

  it("name buckets in the path on the sandbox, in the host on AWS", () => {
    expect(awsClients(sandbox, "us-east-1").s3.config.forcePathStyle).toBe(true);
    expect(awsClients({ kind: "aws" }, "us-east-1").s3.config.forcePathStyle).toBe(false);
  });

  it("are made once for each service", () => {
    const aws = awsClients(sandbox, "us-east-1");
    expect(aws.kms).toBe(aws.kms);
  });

  it("fail within seconds, with a way out, when no sandbox answers", async () => {
    const answer = explained("asking who this is", () => awsClients(sandbox, "us-east-1").sts.getCallerIdentity({}));
    await expect(answer).rejects.toThrow(/^Failed while asking who this is: connect ECONNREFUSED 127.0.0.1:9/);
    await expect(answer).rejects.toMatchObject({ fix: expect.stringContaining("estate sandbox status") });
  });
});

describe("an AWS error", () => {
  const named = (name: string, message = "") => Object.assign(new Error(message), { name });

  it.each([
    "InvalidVpcID.NotFound",
    "DBClusterNotFoundFault",
    "ResourceNotFoundException",
    "NoSuchBucket",
    "AWS.SimpleQueueService.NonExistentQueue",
  ])("%s means that the thing does not exist", (name) => expect(isMissing(named(name))).toBe(true));

  it("AccessDenied does not mean that the thing does not exist", () => {
    expect(isMissing(named("AccessDenied"))).toBe(false);
  });

  it("is told by its code and its message", () => {
    expect(describeError(named("AccessDenied", "not you"))).toBe("AccessDenied: not you");
    expect(describeError(Object.assign(named("Error", "m"), { Code: "InvalidGroup" }))).toBe("InvalidGroup: m");
    expect(describeError("plain text")).toBe("plain text");
  });

  it.each([
    ["CredentialsProviderError", "get-caller-identity"],
    ["AccessDeniedException", "permission"],
    ["ThrottlingException", "running the command again is safe"],
  ])("%s comes with a way out", async (name, fix) => {
    await expect(explained("x", () => Promise.reject(named(name)))).rejects.toMatchObject({
      fix: expect.stringContaining(fix),
    });
  });

  it("that is explained already stays as it is", async () => {
    const failure = new Failure("clear enough");
    await expect(explained("x", () => Promise.reject(failure))).rejects.toBe(failure);
  });
});
