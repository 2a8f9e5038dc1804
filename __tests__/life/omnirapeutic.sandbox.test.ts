import { describeLives } from "../support/deployment-life";
import { omnirapeuticDeployments } from "../support/omnirapeutic";

describeLives(omnirapeuticDeployments, {
  proves: {
    plan: "[001-deploy-step-init] [001-deploy-step-plan] [004-tf-init] [004-tf-plan]",
    apply: "[001-deploy-step-apply] [004-tf-apply] [004-test-plan-apply]",
    verify: "[001-verify-passes] [001-check-aurora-available] [001-flow-logs-active] [001-igw-attached]",
    gateways: "[001-nat-operational] [001-secret-live-values]",
    outputs: "[001-outputs-printed]",
    endpoint: "[001-output-aurora-endpoint]",
    secrets: "",
  },
  least: { resources: 300, checks: 150, passwordFields: 10 },
  endpoint: ({ environment }) =>
    new RegExp(`"omnirapeutic-${environment}\\.cluster-[a-z0-9]+\\.us-east-1\\.rds\\.amazonaws\\.com"`),
  // The user's login counts twice: the document, and the password in it.
  secrets: ({ config }) => Object.keys(config.secrets.generated).length + 2,
  rendered: ["dev", "staging", "production"],
  change: {
    address: "aws_rds_cluster.database",
    attribute: "preferred_maintenance_window",
    edit: ({ aws_rds_cluster: { database } }) => (database.preferred_maintenance_window = "mon:05:00-mon:06:00"),
  },
});
