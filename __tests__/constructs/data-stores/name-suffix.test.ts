import { Id } from "@cdktf/provider-random/lib/id";
import { NameSuffix, withDigits } from "../../../src/constructs/data-stores/name-suffix";
import type { Safeguard } from "../../../src/platform/safeguard";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize } from "../../support/synthesize";

const suffix = (stack: SystemStack, protection: Safeguard = { kept: true }) =>
  new NameSuffix(stack, "suffix", { protection });

describe("NameSuffix", () => {
  it("is eight random hexadecimal digits, which only a person may have drawn anew", () => {
    const stack = synthesize((scope) => {
      scope.output("name", suffix(scope).appendTo("sample-logs-dev"), { description: "A sample" });
    });
    expect(stack.only("random_id")).toMatchObject({ byte_length: 4, lifecycle: { prevent_destroy: true } });
    expect(stack.output("name").value).toBe("sample-logs-dev-${random_id.suffix.hex}");
  });

  it("goes with its deployment when its protection is relaxed", () => {
    const stack = synthesize((scope) => void suffix(scope, { kept: false, reason: "Holds test data only." }));
    expect(stack.only("random_id")).not.toHaveProperty("lifecycle");
  });
});

describe("a name, read before its suffix is known,", () => {
  it("has other digits in the place of the suffix's, or none", () => {
    synthesize((stack) => {
      const name = suffix(stack).appendTo("sample");
      expect(withDigits(name, "01234567")).toBe("sample-01234567");
      expect(withDigits(name, "")).toBe("sample-");
    });
  });

  it("stays as it is without a suffix", () => {
    expect(withDigits("sample", "01234567")).toBe("sample");
    expect(withDigits("", "01234567")).toBe("");
  });

  it("is of unknown length with anything else that only Terraform knows", () => {
    synthesize((stack) => {
      const { id } = new Id(stack, "other", { byteLength: 9 });
      expect(withDigits(`sample-${id}`, "01234567")).toBe("sample-<unknown>");
    });
  });
});
