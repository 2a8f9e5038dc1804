import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import type { ConfigRecorder } from "./aws-config-recorder";

export interface SecurityHubProps {
  /** Its controls are rules of AWS Config. */
  readonly recorder: ConfigRecorder;
}

/**
 * Security Hub with AWS Foundational Security Best Practices: controls and findings of the account in one place. One an
 * account and region. 164.308(a)(1)(ii)(D), 164.308(a)(8)
 */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { recorder }: SecurityHubProps) {
    super(scope, id);
    const account = new SecurityhubAccount(this, "Resource", {
      enableDefaultStandards: false, // the one below alone
      controlFindingGenerator: "SECURITY_CONTROL", // one finding a control, however many standards ask for it
      autoEnableControls: true,
    });
    const { region } = SystemStack.of(this).settings;
    new SecurityhubStandardsSubscription(this, "best_practices", {
      standardsArn: `arn:aws:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
      dependsOn: [account, recorder.recording],
    });
  }
}
