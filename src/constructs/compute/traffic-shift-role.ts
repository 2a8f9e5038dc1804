import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { ShiftableTraffic } from "./fargate-service-props";

const SEES_ALARMS =
  "CloudWatch tells of composite alarms only who may see every alarm, and CodeDeploy goes on only while it sees; an alarm's name and state hold no health data.";
const ALARMS_PAGE = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html";

export interface TrafficShiftRoleProps {
  /** Of the CodeDeploy application; the role is `<name>-deployments`. */
  readonly name: string;
  readonly cluster: { readonly clusterName: string; readonly clusterArn: string };
  readonly service: { readonly serviceName: string; readonly serviceArn: string };
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly traffic: ShiftableTraffic;
  readonly topic: AlarmTopic;
}

/**
 * The role by which CodeDeploy deploys one service: AWS's policy for it, narrowed to this service's task sets, these two
 * listeners' default actions and these two task roles; no deployment here uses Lambda functions, S3 or routes. 164.312(a)(1)
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html
 */
export class TrafficShiftRole extends Construct {
  readonly roleArn: string;
  /** A deployment that starts before this holds fails. */
  readonly permissions: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TrafficShiftRoleProps) {
    super(scope, id);
    const { account, region } = SystemStack.of(this).settings;
    const role = new IamRole(this, "Resource", {
      name: `${props.name}-deployments`,
      description: `CodeDeploy's deployments of ${props.name}`,
      // Names, no references: the deployment group needs the role.
      assumeRolePolicy: serviceTrust("codedeploy.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${props.name}/*` },
      }),
    });
    const policy = new IamPolicy(this, "policy", {
      name: role.name,
      policy: policyDocument([
        ...moveTasks(props, { account, region }),
        ...moveTraffic(props),
        ...seeAndTell(props, region),
      ]),
    });
    acknowledgeRunTimeNames(policy);
    acknowledgeByDesign(policy, "iam-policies-name-resources", SEES_ALARMS, ALARMS_PAGE);
    this.permissions = new IamRolePolicyAttachment(this, "attachment", { role: role.name, policyArn: policy.arn });
    this.roleArn = role.arn;
  }
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
function moveTasks(props: TrafficShiftRoleProps, { account, region }: Place): PolicyStatement[] {
  const { cluster, service } = props;
  const taskSets = `arn:aws:ecs:${region}:${account}:task-set/${cluster.clusterName}/${service.serviceName}/*`;
  const ofThisService = { ArnEquals: { "ecs:cluster": cluster.clusterArn, "ecs:service": service.serviceArn } };
  return [
    {
      sid: "SwitchTasksOfTheService",
      actions: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
      resources: [service.serviceArn],
    },
    // Creating knows no resource, only these conditions.
    { sid: "StartTasks", actions: ["ecs:CreateTaskSet"], resources: ["*"], conditions: ofThisService },
    { sid: "EndTasks", actions: ["ecs:DeleteTaskSet"], resources: [taskSets] },
    {
      sid: "HandTheTaskItsRoles",
      actions: ["iam:PassRole"],
      resources: [props.executionRoleArn, props.taskRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
function moveTraffic({ traffic }: TrafficShiftRoleProps): PolicyStatement[] {
  return [
    {
      sid: "MoveRequests",
      actions: ["elasticloadbalancing:ModifyListener"],
      resources: [traffic.productionListenerArn, traffic.testListenerArn],
    },
    {
      sid: "SeeRequests",
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      resources: ["*"], // they know no narrower one
    },
  ];
}

function seeAndTell({ topic }: TrafficShiftRoleProps, region: string): PolicyStatement[] {
  return [
    { sid: "SeeAlarms", actions: ["cloudwatch:DescribeAlarms"], resources: ["*"] },
    { sid: "TellOfFailures", actions: ["sns:Publish"], resources: [topic.topicArn] },
    {
      sid: "EncryptWhatItTells",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [topic.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` } },
    },
  ];
}
