import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { ShellSessions } from "./shell-access";

export interface EcsClusterProps {
  /** Such as `omnirapeutic-production-cluster`. Changing it replaces the cluster. */
  readonly name: string;
  /** Log group of shell sessions in tasks, such as `/ecs/omnirapeutic-production/exec`. */
  readonly sessionLogGroupName: string;
  /** Days that CloudWatch keeps what was typed in sessions: one of its steps. */
  readonly sessionRetentionDays: number;
  /** Days that CloudWatch keeps the measurements of Container Insights: one of its steps. */
  readonly insightsRetentionDays: number;
  /** CMK of logs and shell sessions; its policy admits CloudWatch Logs for both log groups, and sessions. */
  readonly keyArn: string;
  /** Whether services may also choose Fargate Spot; those that choose nothing stay off it. @default false */
  readonly spot?: boolean;
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}

/**
 * An ECS cluster on Fargate alone, with Container Insights. Services switch shells in tasks off unless they say why; a
 * session is encrypted with the CMK and recorded. Task storage is encrypted by AWS and gone with the task.
 */
export class EcsCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterName: string;
  /** What services that are launched here wait for. */
  readonly capacity: ITerraformDependable;
  /** Whether services may choose Fargate Spot. */
  readonly offersSpot: boolean;
  /** How shells in tasks are encrypted and recorded. */
  readonly shells: ShellSessions;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    this.offersSpot = props.spot ?? false;
    const logs = { keyArn: props.keyArn, protection: props.protection };
    const sessions = new EncryptedLogGroup(this, "session_logs", {
      ...logs,
      retentionDays: props.sessionRetentionDays,
      name: props.sessionLogGroupName,
      dataClass: "phi", // a shell shows what the program sees
    });
    this.shells = { keyArn: props.keyArn, logGroup: sessions };
    // ECS would make this group itself, unencrypted, if it came first.
    const insights = new EncryptedLogGroup(this, "insights_logs", {
      ...logs,
      retentionDays: props.insightsRetentionDays,
      name: `/aws/ecs/containerinsights/${props.name}/performance`, // fixed by ECS
      dataClass: "internal",
    });
    const cluster = new AwsEcsCluster(this, "Resource", {
      name: props.name,
      setting: [{ name: "containerInsights", value: "enabled" }], // 164.312(b)
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: props.keyArn, // 164.312(e)(2)(ii)
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchEncryptionEnabled: true,
            cloudWatchLogGroupName: sessions.logGroupName, // 164.312(b)
          },
        },
      },
      dependsOn: [insights.node.defaultChild as CloudwatchLogGroup],
    });
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.name;
    this.capacity = new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", ...(this.offersSpot ? ["FARGATE_SPOT"] : [])],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
  }
}
