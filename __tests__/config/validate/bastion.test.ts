import { expectAccepted, refusal } from "../support";

describe("the bastion", () => {
  it.each([
    ["bastion.instanceType", "t2.micro", "x86 types on Nitro"],
    ["bastion.instanceType", "t4g.micro", "x86 types on Nitro"],
    ["bastion.volumeGiB", 7, "whole numbers from 8 to 100"],
    ["bastion.patchSchedule", "every sunday", "cron(…) with six fields"],
    ["bastion.patchSchedule", "cron(0 6 * * SUN)", "cron(…) with six fields"],
    ["bastion.idleTimeoutMinutes", 16, "whole numbers from 1 to 15"],
    ["bastion.maxSessionMinutes", 481, "whole numbers from 1 to 480"],
  ])("refuses %s = %j and says what is allowed", (field, value, allowed) => {
    expect(refusal(field, value).allowed).toContain(allowed);
  });

  it("may be larger, and end sessions sooner", () => {
    expectAccepted("bastion.instanceType", "m6i.large");
    expectAccepted("bastion.idleTimeoutMinutes", 5);
  });
});
