import { actionlint, gitleaks, tfsec } from "./go-tools.mjs";
import { apiPackages, handlerPackages, npmPackages } from "./npm-packages.mjs";
import { prerequisites } from "./prerequisites.mjs";
import { providers } from "./providers.mjs";
import { checkov, emulator, hadolint, zizmor } from "./python-tools.mjs";
import { terraform } from "./terraform.mjs";

/** Every step, each after those it needs. */
export const steps = [
  prerequisites,
  npmPackages,
  apiPackages,
  handlerPackages,
  emulator,
  terraform,
  providers,
  actionlint,
  hadolint,
  checkov,
  tfsec,
  gitleaks,
  zizmor,
];
