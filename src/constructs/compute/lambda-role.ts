import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import type { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { DeadLetterQueue } from "./dead-letter-queue";

export interface LambdaRoleProps {
  /** Of function, role and policy. */
  readonly name: string;
  readonly logs: EncryptedLogGroup;
  readonly deadLetters: DeadLetterQueue;
  /** CMK of the environment. */
  readonly keyArn: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** What the program itself may do. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
}

/** The role by which one function runs: its own log, dead letters, traces and network, and what the program needs. 164.312(a)(1) */
export class LambdaRole extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  /** Lambda refuses a function whose role may not make network interfaces yet. */
  readonly permissions: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LambdaRoleProps) {
    super(scope, id);
    const { name } = props;
    const role = new IamRole(this, "Resource", {
      name,
      description: `What the function ${name} may do`,
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com"), // for functions of this account alone: others cannot pass the role
    });
    const policy = new IamPolicy(this, "policy", {
      name,
      policy: policyDocument([
        ...props.logs.permitWriting({ streams: "*" }),
        ...props.deadLetters.permitSending(),
        ...serviceStatements(props, SystemStack.of(this).settings),
        ...(props.permissions ?? []),
      ]),
    });
    acknowledgeRunTimeNames(policy);
    this.permissions = new IamRolePolicyAttachment(this, "attachment", { role: role.name, policyArn: policy.arn });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }
}

type Place = { readonly account: string; readonly region: string };

/** What Lambda does in the function's name. */
function serviceStatements(props: LambdaRoleProps, place: Place): PolicyStatement[] {
  const { account, region } = place;
  return [
    {
      sid: "DecryptOwnEnvironment",
      actions: ["kms:Decrypt"],
      resources: [props.keyArn],
      conditions: {
        StringEquals: {
          "kms:ViaService": `lambda.${region}.amazonaws.com`,
          "kms:EncryptionContext:aws:lambda:FunctionArn": functionArn(props.name, { account, region }),
        },
      },
    },
    {
      sid: "SendTraces", // X-Ray knows no narrower resource
      actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      resources: ["*"],
    },
    ...networkStatements(props, place),
  ];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
function networkStatements({ name, subnetIds, securityGroupId }: LambdaRoleProps, place: Place): PolicyStatement[] {
  const ec2 = `arn:aws:ec2:${place.region}:${place.account}`;
  const interfaces = `${ec2}:network-interface/*`;
  const subnets = subnetIds.map((subnet) => `${ec2}:subnet/${subnet}`);
  const change = ["AssignPrivateIpAddresses", "DeleteNetworkInterface", "UnassignPrivateIpAddresses"];
  const see = ["DescribeNetworkInterfaces", "DescribeSubnets"];
  const actions = (names: readonly string[]) => names.map((action) => `ec2:${action}`);
  return [
    {
      sid: "JoinOwnSubnets",
      actions: ["ec2:CreateNetworkInterface"],
      resources: [interfaces, ...subnets, `${ec2}:security-group/${securityGroupId}`],
    },
    { sid: "ManageNetworkInterfaces", actions: actions(change), resources: [interfaces] },
    { sid: "SeeNetworkInterfaces", actions: actions(see), resources: ["*"] }, // they know no narrower one
    {
      sid: "ProgramTouchesNoNetwork", // Lambda's own calls come from no function
      effect: "Deny",
      actions: actions(["CreateNetworkInterface", ...change, ...see]),
      resources: ["*"],
      conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn(name, place) } },
    },
  ];
}

/** By name: the function needs the role, so that a reference would be a circle. */
function functionArn(name: string, { account, region }: Place): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}
