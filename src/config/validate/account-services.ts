import type { AccountServices } from "../account-services";
import type { Findings } from "./findings";

/** Authorized VPCs are named as AWS names them; Security Hub stays off only with a reason. */
export function checkAccountServices(services: AccountServices, findings: Findings): void {
  if (!services.owned) return;
  services.otherVpcIds.forEach((id, index) =>
    findings.matches(`accountServices.otherVpcIds[${index}]`, id, /^vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?$/, {
      allowed: "vpc- and 8 or 17 hexadecimal digits",
      fix: "Copy it from the output vpc_id of the other deployment.",
    }),
  );
  if (!services.securityHub.kept) findings.reason("accountServices.securityHub.reason", services.securityHub.reason);
}
