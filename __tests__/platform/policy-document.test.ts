import { policyDocument, serviceTrust } from "../../src/platform/policy-document";

const statement = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] };

describe("a policy document", () => {
  it("is written as IAM returns it: one-element lists as strings, effect Allow by default", () => {
    expect(JSON.parse(policyDocument([statement]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }],
    });
  });

  it("carries principals of each kind and conditions", () => {
    const principals = {
      aws: ["arn:aws:iam::123456789012:root"],
      services: ["a.amazonaws.com", "b.amazonaws.com"],
      federated: ["f"],
    };
    const conditions = { Bool: { "aws:SecureTransport": "false" } };
    expect(
      JSON.parse(policyDocument([{ ...statement, effect: "Deny", principals, conditions }])).Statement[0],
    ).toMatchObject({
      Effect: "Deny",
      Principal: {
        AWS: "arn:aws:iam::123456789012:root",
        Service: ["a.amazonaws.com", "b.amazonaws.com"],
        Federated: "f",
      },
      Condition: conditions,
    });
  });

  it("names everybody only when told so", () => {
    expect(JSON.parse(policyDocument([{ ...statement, principals: "*" }])).Statement[0].Principal).toBe("*");
  });

  it("refuses two statements with one id", () => {
    expect(() => policyDocument([statement, statement])).toThrow(/"Read" stands twice/);
  });

  it("lets one service assume a role, under a condition where there is one", () => {
    const conditions = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    expect(JSON.parse(serviceTrust("vpc-flow-logs.amazonaws.com", conditions)).Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: conditions,
      },
    ]);
    expect(JSON.parse(serviceTrust("x.amazonaws.com")).Statement[0].Condition).toBeUndefined();
  });
});
