import { readCall } from "../../../src/delivery/shim/arguments";

describe("a terraform command line", () => {
  it("of cdktf-cli is understood", () => {
    expect(readCall(["apply", "-auto-approve", "-no-color", "-parallelism=20"])).toEqual({
      command: "apply",
      planFile: undefined,
      planFlags: ["-no-color", "-parallelism=20"],
      autoApprove: true,
      destroy: false,
      noColor: true,
    });
  });

  it("may name a saved plan", () => {
    expect(readCall(["apply", "-input=false", "plan"])).toMatchObject({ planFile: "plan", planFlags: [] });
  });

  it.each(["-var", "--var", "-target", "-var-file", "-lock-timeout"])(
    "does not hide an unplanned apply behind the value of %s",
    (flag) => {
      expect(readCall(["apply", flag, "value"])).toMatchObject({
        planFile: undefined,
        planFlags: [`${flag.replace("--", "-")}=value`],
      });
    },
  );

  it.each([[["destroy"]], [["apply", "-destroy"]], [["apply", "--destroy=true", "-auto-approve"]]])(
    "that destroys is recognised: %j",
    (args) => {
      expect(readCall(args).destroy).toBe(true);
    },
  );

  it("may not leave the folder that was checked", () => {
    expect(() => readCall(["-chdir=/elsewhere", "apply"])).toThrow("-chdir leaves the deployment's folder");
  });
});
