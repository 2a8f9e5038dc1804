import { foreignVariables, sandboxExports, shellTarget, targetEnvironment } from "../../src/delivery/target";

const sandbox = { kind: "sandbox", endpoint: "http://127.0.0.1:4711" } as const;
const aws = { kind: "aws" } as const;
const shell = {
  PATH: "/bin",
  AWS_PROFILE: "hospital",
  AWS_ACCESS_KEY_ID: "real-key",
  AWS_SECRET_ACCESS_KEY: "real-secret",
  AWS_SESSION_TOKEN: "real-token",
  AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/deploy",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
  AWS_ENDPOINT_URL_S3: "https://s3.example.com",
};

describe("the environment of a command on the sandbox", () => {
  const environment = targetEnvironment(sandbox, "us-east-1", shell);

  it("holds none of the caller's credentials, profiles or endpoints", () => {
    expect(JSON.stringify(environment)).not.toMatch(/real-|hospital|role\/deploy|example\.com|\/token/);
  });

  it("sends every service to the sandbox, in the region asked for", () => {
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
    });
  });

  it("sends S3 Control there too, whose host begins with the account: by a name that only a proxy knows", () => {
    const { AWS_ENDPOINT_URL_S3_CONTROL, HTTP_PROXY } = environment;
    expect(new URL(AWS_ENDPOINT_URL_S3_CONTROL!)).toMatchObject({ protocol: "http:", hostname: "s3-control.sandbox" });
    expect(HTTP_PROXY).toBe(sandbox.endpoint);
  });

  it("leaves a company's proxy for registries alone, and that of curl and Python", () => {
    const proxies = { HTTP_PROXY: "http://proxy:1", HTTPS_PROXY: "http://proxy:2", http_proxy: "http://proxy:3" };
    expect(targetEnvironment(sandbox, "us-east-1", proxies)).toMatchObject({
      HTTP_PROXY: sandbox.endpoint,
      HTTPS_PROXY: "http://proxy:2",
      http_proxy: "http://proxy:3",
    });
    expect(targetEnvironment(aws, "us-east-1", proxies)).toMatchObject(proxies);
  });

  it("keeps what is not AWS's", () => {
    expect(environment.PATH).toBe("/bin");
  });

  it("makes the aws CLI give up on a dead sandbox after few attempts", () => {
    expect(Number(environment.AWS_MAX_ATTEMPTS)).toBeLessThanOrEqual(3);
  });

  it("keeps Terraform's data apart from that of the real account", () => {
    expect(environment.TF_DATA_DIR).toBe(".terraform-sandbox");
    expect(targetEnvironment(aws, "us-east-1", shell).TF_DATA_DIR).toBeUndefined();
  });

  it("adds the loopback address to the caller's proxy exceptions, once", () => {
    const once = targetEnvironment(sandbox, "us-east-1", { NO_PROXY: "intranet" }).NO_PROXY;
    expect(once).toBe("intranet,127.0.0.1");
    expect(targetEnvironment(sandbox, "us-east-1", { NO_PROXY: once }).NO_PROXY).toBe(once);
  });
});

describe("the environment of a command on AWS", () => {
  it("keeps the caller's credentials and names no endpoint", () => {
    const environment = targetEnvironment(aws, "eu-west-1", shell);
    expect(environment).toMatchObject({
      AWS_PROFILE: "hospital",
      AWS_SESSION_TOKEN: "real-token",
      AWS_REGION: "eu-west-1",
    });
    expect(environment.AWS_ENDPOINT_URL).toBeUndefined();
  });
});

describe("the exports for a shell", () => {
  const exports = sandboxExports(sandbox, "us-east-1", {});

  it("make the shell's commands go to the sandbox", () => {
    expect(shellTarget(exports)).toEqual(sandbox);
  });

  it("put estate's gate between cdktf and terraform", () => {
    expect(exports.TERRAFORM_BINARY_NAME).toMatch(/bin\/estate-terraform$/);
  });

  it("keep cdktf from filling the person's own cache with providers", () => {
    expect(exports.CDKTF_DISABLE_PLUGIN_CACHE_ENV).toBe("1");
  });

  it("come with the names of the variables that would lead elsewhere", () => {
    expect(foreignVariables({ ...shell, ...exports })).toEqual([
      "AWS_PROFILE",
      "AWS_SESSION_TOKEN",
      "AWS_ROLE_ARN",
      "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_ENDPOINT_URL_S3",
    ]);
  });
});

it("takes a shell without exports for one that works on AWS", () => {
  expect(shellTarget({})).toEqual(aws);
});
