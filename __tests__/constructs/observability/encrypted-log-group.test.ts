import {
  EncryptedLogGroup,
  type EncryptedLogGroupProps,
} from "../../../src/constructs/observability/encrypted-log-group";
import { synthesize } from "../../support/synthesize";

function logGroup(changes: Partial<EncryptedLogGroupProps> = {}) {
  return synthesize((stack) => {
    const { logGroupArn, logGroupName } = new EncryptedLogGroup(stack, "logs", {
      name: "/sample/logs",
      retentionDays: 365,
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
      dataClass: "phi",
      protection: { kept: true },
      ...changes,
    });
    stack.output("log_group", { logGroupArn, logGroupName }, { description: "The log group" });
  });
}

describe("EncryptedLogGroup", () => {
  it("is encrypted with the key and keeps events for the period asked", () => {
    expect(logGroup().at("aws_cloudwatch_log_group.logs")).toMatchObject({
      name: "/sample/logs",
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/logs",
      retention_in_days: 365,
    });
  });

  it("tells how sensitive its data is", () => {
    expect(logGroup().only("aws_cloudwatch_log_group").tags).toEqual({ DataClassification: "phi" });
  });

  it("cannot be destroyed by Terraform while it is protected", () => {
    expect(logGroup().only("aws_cloudwatch_log_group").lifecycle).toEqual({ prevent_destroy: true });
  });

  it("can be destroyed once its protection is given up with a reason", () => {
    const relaxed = logGroup({ protection: { kept: false, reason: "Holds test data only." } });
    expect(relaxed.only("aws_cloudwatch_log_group")).not.toHaveProperty("lifecycle");
  });

  it.each([0, 100, 366])(
    "refuses to keep events for %d days, which CloudWatch Logs does not know or means for ever",
    (days) => {
      expect(() => logGroup({ retentionDays: days })).toThrow(
        `retentionDays is ${days}; CloudWatch Logs accepts 1, 3, 5`,
      );
    },
  );

  it("offers its name and ARN", () => {
    expect(logGroup().output("log_group").value).toEqual({
      logGroupArn: "${aws_cloudwatch_log_group.logs.arn}",
      logGroupName: "${aws_cloudwatch_log_group.logs.name}",
    });
  });
});
