/** AWS's documentation account: stands in until a team sets its own. */
const documentationAccount = "123456789012";

/** AWS account of every deployment. One account an environment is best: a mistake in one cannot reach another. */
export const accounts = {
  "omnirapeutic-dev": documentationAccount,
  "omnirapeutic-staging": documentationAccount,
  "omnirapeutic-production": documentationAccount,
  "omni-portal-dev": documentationAccount,
  "omni-portal-staging": documentationAccount,
  "omni-portal-production": documentationAccount,
  "itrack-staging": documentationAccount,
  "itrack-production": documentationAccount,
} as const;
