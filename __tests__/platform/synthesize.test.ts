import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Annotations, App } from "cdktf";
import { acknowledge } from "../../src/platform/acknowledge";
import { lifecycleOf } from "../../src/platform/safeguard";
import { ownFrames, withSourceLocations } from "../../src/platform/source-locations";
import { withoutStackTraces } from "../../src/platform/stack-traces";
import { SynthesisError, synthesize } from "../../src/platform/synthesize";
import { SystemStack } from "../../src/platform/system-stack";
import { testSettings } from "../support/synthesize";

describe("synthesis", () => {
  const folder = mkdtempSync(join(tmpdir(), "estate-platform-"));
  const lock = join(folder, "lock.hcl");
  writeFileSync(lock, "# published checksums\n");
  afterAll(() => rmSync(folder, { recursive: true }));

  const appWith = (outdir: string, ...builds: ((stack: SystemStack) => void)[]) => {
    const app = new App({ outdir: join(folder, outdir) });
    builds.forEach((build, index) => build(new SystemStack(app, { ...testSettings, name: `sample-${index}` })));
    return app;
  };
  const read = (outdir: string, stack = "sample-0") =>
    JSON.parse(readFileSync(join(folder, outdir, "stacks", stack, "cdk.tf.json"), "utf8"));

  it("writes each stack and, beside it, the provider lock file", () => {
    synthesize(
      appWith(
        "two",
        (s) => void new SqsQueue(s, "a", {}),
        (s) => void new SqsQueue(s, "b", {}),
      ),
      lock,
    );
    expect(Object.keys(read("two", "sample-1").resource.aws_sqs_queue)).toEqual(["b"]);
    expect(readFileSync(join(folder, "two/stacks/sample-0/.terraform.lock.hcl"), "utf8")).toContain("published");
    expect(Object.keys(JSON.parse(readFileSync(join(folder, "two/manifest.json"), "utf8")).stacks)).toEqual([
      "sample-0",
      "sample-1",
    ]);
  });

  it("reports the problems of all stacks at once, error annotations included, and writes none of them", () => {
    const app = appWith(
      "bad",
      (stack) => void new SqsQueue(stack, "1a", {}),
      (stack) => Annotations.of(new SqsQueue(stack, "b", {})).addError("not like this"),
    );
    expect(() => synthesize(app, lock)).toThrow(SynthesisError);
    expect(() => synthesize(app, lock)).toThrow(/2 problem[\s\S]*sample-0\/1a[\s\S]*\[sample-1\/b\] not like this/);
    expect(() => read("bad")).toThrow(/ENOENT/);
  });

  it("refuses a reference into another stack: a deployment is one stack", () => {
    let elsewhere = "";
    const app = appWith(
      "cross",
      (stack) => (elsewhere = new SqsQueue(stack, "a", {}).arn),
      (stack) => void new SqsQueue(stack, "b", { name: elsewhere }),
    );
    expect(() => synthesize(app, lock)).toThrow(/\[sample-1\] aws_sqs_queue\.a is not declared in this stack/);
  });

  it("records acknowledgements with their construct path", () => {
    const acknowledgement = {
      rule: "CKV_AWS_18",
      reason: "A log bucket would log itself for ever.",
      owner: "platform",
      expires: "2027-01-31",
    } as const;
    synthesize(
      appWith("ack", (stack) => acknowledge(new SqsQueue(stack, "a", {}), acknowledgement)),
      lock,
    );
    expect(read("ack")["//"].acknowledgements).toEqual([{ constructPath: "sample-0/a", ...acknowledgement }]);
  });

  it.each([
    ["a reason that says too little", { reason: "because" }, /reason "because" is too short/],
    ["no owner", { owner: " " }, /owner is empty/],
    ["a day that is none", { expires: "tomorrow" }, /expires "tomorrow" is no day \(YYYY-MM-DD\)/],
    ["a day that no calendar has", { expires: "2027-02-30" }, /expires "2027-02-30" is no day/],
  ])("refuses an acknowledgement with %s", (_what, part, message) => {
    const good = {
      rule: "CKV_AWS_18",
      reason: "A sentence that says enough.",
      owner: "platform",
      expires: "2027-01-31",
    } as const;
    const build = (stack: SystemStack) => acknowledge(new SqsQueue(stack, "a", {}), { ...good, ...part });
    expect(() => appWith("ack-bad", build)).toThrow(message);
  });

  it("names the TypeScript line of each resource when asked", () => {
    const app = withSourceLocations(join(__dirname, "../.."), () =>
      appWith("located", (s) => void new SqsQueue(s, "a", {})),
    );
    synthesize(app, lock);
    expect(read("located").resource.aws_sqs_queue.a["//"].source).toMatch(
      /^__tests__\/platform\/synthesize\.test\.ts:\d+:\d+$/,
    );
  });

  it("names the line that acknowledges, when asked", () => {
    const app = withSourceLocations(join(__dirname, "../.."), () =>
      appWith("ack-located", (stack) =>
        acknowledge(new SqsQueue(stack, "a", {}), {
          rule: "CKV_AWS_18",
          reason: "A log bucket would log itself for ever.",
          owner: "platform",
          expires: "2027-01-31",
        }),
      ),
    );
    synthesize(app, lock);
    expect(read("ack-located")["//"].acknowledgements[0].source).toMatch(
      /^__tests__\/platform\/synthesize\.test\.ts:\d+:\d+$/,
    );
  });

  it("costs no location when not asked", () => {
    synthesize(
      appWith("plain", (s) => void new SqsQueue(s, "a", {})),
      lock,
    );
    expect(read("plain").resource.aws_sqs_queue.a["//"].source).toBeUndefined();
  });

  it("gives back stack traces after construction, also when construction throws", () => {
    const original = Error.captureStackTrace;
    expect(() =>
      withoutStackTraces(() => {
        throw new Error("boom");
      }),
    ).toThrow("boom");
    expect(Error.captureStackTrace).toBe(original);
  });
});

describe("the own frames of a stack trace", () => {
  const stack = [
    "Error",
    "    at Node.addChild (/repo/src/platform/source-locations.ts:20:1)",
    "    at new Construct (/repo/node_modules/constructs/lib/construct.js:1:1)",
    "    at new Network (/repo/src/constructs/network/network.ts:4:2)",
    "    at node:internal/main:1:1",
    "    at outside (/elsewhere/x.ts:1:1)",
    "    at buildOmnirapeutic (/repo/src/systems/omnirapeutic/index.ts:12:3)",
  ].join("\n");

  it("leave out node_modules, the platform and files outside the project, innermost first", () => {
    expect(ownFrames("/repo", stack)).toEqual([
      "src/constructs/network/network.ts:4:2",
      "src/systems/omnirapeutic/index.ts:12:3",
    ]);
  });

  it("are none when all is foreign", () => {
    expect(ownFrames("/repo", "Error\n    at x (/repo/node_modules/a.js:1:1)")).toEqual([]);
  });
});

describe("a safeguard", () => {
  it("that is kept makes Terraform refuse to destroy", () => {
    expect(lifecycleOf({ kept: true })).toEqual({ preventDestroy: true });
  });

  it("that is relaxed, with its reason, does not", () => {
    expect(lifecycleOf({ kept: false, reason: "holds test data only" })).toBeUndefined();
  });
});
