import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SsmAssociation } from "@cdktf/provider-aws/lib/ssm-association";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import { classify } from "../../platform/tags";
import { SecurityGroup } from "../network/security-group";
import { awsDocumentArn } from "./aws-document";
import { ManagedInstanceRole, type ManagedInstance } from "./managed-instance-role";
import { SessionAccessRole } from "./session-access-role";
import { SessionPreferences, type SessionPreferencesProps } from "./session-preferences";

const HTTPS = 443;
const PATCHING = "AWS-RunPatchBaseline";
/** @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
/**
 * Packages of Amazon Linux 2023, whose repositories are in S3. It has no client of MySQL's own; MariaDB's speaks with MySQL.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-install-cli.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.CreatingConnecting.PostgreSQL.html
 */
const CLIENT_PACKAGES = { mysql: "mariadb105", postgresql: "postgresql15" } as const;

export interface BastionProps {
  /** Name tag, start of the roles' names, such as `omnirapeutic-production-bastion`. */
  readonly name: string;
  readonly vpcId: string;
  /** A private subnet; it needs no way to the internet. */
  readonly subnetId: string;
  readonly securityGroupName: string;
  /** Guards the interface endpoints; those of ssm, ssmmessages, ec2messages, logs and kms must exist. */
  readonly endpoints: SecurityGroup;
  /** Prefix list of the S3 gateway endpoint: packages and patches come from there. */
  readonly s3PrefixListId: string;
  /** An x86 type on Nitro, such as `t3.micro`. */
  readonly instanceType: string;
  /** GiB of the root volume, from 8. */
  readonly volumeGiB: number;
  /** Database whose command-line client is installed. Another one replaces the instance. @default "postgresql" */
  readonly client?: keyof typeof CLIENT_PACKAGES;
  /** When patches are installed, as `cron(…)` in UTC; it may restart the instance. */
  readonly patchSchedule: string;
  readonly sessions: Omit<SessionPreferencesProps, "keyArn" | "protection">;
  /** CMK of the volume, the sessions and their log. */
  readonly keyArn: string;
  /** Kept: AWS refuses to terminate the instance, and Terraform to destroy the sessions' log. */
  readonly protection: Safeguard;
}

/**
 * The one host from which people reach the database: no way in but Session Manager with MFA, no address, no key, and
 * every shell is logged. 164.312(a)(1), 164.312(b)
 */
export class Bastion extends Construct {
  readonly instanceId: string;
  /** The role that people assume. */
  readonly accessRoleArn: string;
  readonly securityGroup: SecurityGroup;
  readonly sessions: SessionPreferences;

  /** @throws Error when the volume is too small, the schedule is none, or a session's time limit is refused */
  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    requireValid(this, props);
    const { name, keyArn, protection } = props;
    this.sessions = new SessionPreferences(this, "sessions", { ...props.sessions, keyArn, protection });
    this.securityGroup = this.addSecurityGroup(props);
    const role = new ManagedInstanceRole(this, "role", { name, sessions: this.sessions, keyArn });
    const instance = this.addInstance(props, role);
    role.serve({ instanceArn: instance.arn, association: this.addPatching(instance, props) });
    const access = new SessionAccessRole(this, "access", {
      name: `${name}-access`,
      instanceArn: instance.arn,
      documentArn: this.sessions.documentArn,
      keyArn,
    });
    this.instanceId = instance.id;
    this.accessRoleArn = access.roleArn;
  }

  private addSecurityGroup({ vpcId, securityGroupName, endpoints, s3PrefixListId }: BastionProps): SecurityGroup {
    const group = new SecurityGroup(this, "security_group", {
      vpcId,
      name: securityGroupName,
      description: "Bastion, reached by Session Manager only",
    });
    group.allowTo("endpoints", { destination: endpoints, port: HTTPS, description: "AWS APIs by VPC endpoints" });
    group.allowTo("s3", {
      destination: { prefixListId: s3PrefixListId },
      port: HTTPS,
      description: "Packages and patches from S3",
    });
    return group;
  }

  private addInstance(props: BastionProps, role: ManagedInstanceRole): Instance {
    const image = new DataAwsSsmParameter(this, "image", { name: AMAZON_LINUX });
    const instance = new Instance(this, "Resource", {
      ami: image.insecureValue,
      instanceType: props.instanceType,
      subnetId: props.subnetId,
      associatePublicIpAddress: false, // 164.312(a)(1)
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      iamInstanceProfile: role.profileName,
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required", // 164.312(a)(1): no credentials for a forged request
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: props.volumeGiB,
        encrypted: true, // 164.312(a)(2)(iv)
        kmsKeyId: props.keyArn,
        deleteOnTermination: true,
      },
      monitoring: true,
      ebsOptimized: true,
      disableApiTermination: props.protection.kept,
      userData: installing(CLIENT_PACKAGES[props.client ?? "postgresql"]),
      userDataReplaceOnChange: true,
      tags: { Name: props.name },
      // Amazon releases images every other week; patching keeps this one current, and `-replace` takes a new one on purpose.
      lifecycle: { ignoreChanges: ["ami"] },
    });
    classify(instance, "phi"); // what a query returned may be in a file
    return instance;
  }

  /** 164.308(a)(5)(ii)(B) */
  private addPatching(instance: Instance, { name, patchSchedule }: BastionProps): ManagedInstance["association"] {
    const { arn } = new SsmAssociation(this, "patching", {
      name: PATCHING,
      associationName: `${name}-patching`,
      targets: [{ key: "InstanceIds", values: [instance.id] }],
      parameters: { Operation: "Install", RebootOption: "RebootIfNeeded" },
      scheduleExpression: patchSchedule,
      applyOnlyAtCronInterval: true,
      complianceSeverity: "HIGH",
      tags: { Name: `${name}-patching` },
    });
    return { arn, documentArn: awsDocumentArn(this, PATCHING) };
  }
}

/** The network may be minutes younger than the instance, so that the first tries find no packages. */
function installing(packageName: string): string {
  return `#!/bin/bash
for attempt in {1..40}; do
  dnf --assumeyes install ${packageName} && exit 0
  sleep 15
done
exit 1
`;
}

function requireValid(bastion: Bastion, { volumeGiB, patchSchedule }: BastionProps): void {
  const path = bastion.node.path;
  if (!Number.isInteger(volumeGiB) || volumeGiB < 8) {
    throw new Error(`[${path}] volumeGiB is ${volumeGiB}; allowed are whole GiB from 8, the image's size.`);
  }
  if (!/^cron\(.+\)$/.test(patchSchedule)) {
    throw new Error(
      `[${path}] patchSchedule is "${patchSchedule}"; allowed is cron(…). Write it like cron(0 6 ? * SUN *).`,
    );
  }
}
