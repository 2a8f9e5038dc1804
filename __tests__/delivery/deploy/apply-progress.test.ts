import { ApplyProgress } from "../../../src/delivery/deploy/apply-progress";

const about = { address: "aws_vpc.network", action: "create", seconds: 3 };

describe("progress of an apply", () => {
  it("is one counted line for each resource that is done", () => {
    const progress = new ApplyProgress(12);
    expect(progress.line({ kind: "started", ...about })).toBeUndefined();
    expect(progress.line({ kind: "finished", ...about })).toBe("[ 1/12] aws_vpc.network created in 3s");
    expect(progress.line({ kind: "finished", ...about, action: "delete" })).toBe(
      "[ 2/12] aws_vpc.network destroyed in 3s",
    );
  });

  it("does not count what failed", () => {
    const progress = new ApplyProgress(2);
    expect(progress.line({ kind: "failed", ...about })).toBe("[0/2] aws_vpc.network FAILED after 3s");
  });

  it("passes on what Terraform says, for example that it stops", () => {
    expect(new ApplyProgress(1).line({ kind: "said", text: "Stopping operation..." })).toBe("Stopping operation...");
  });
});
