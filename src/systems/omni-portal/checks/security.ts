import type { OmniPortalConfig } from "../../../config";
import type { Ungrouped } from "../../shared/checks/grouping";
import { keyAndSecretChecks } from "../../shared/checks/keys";
import type { OmniPortalNames } from "../names";

/** Keys, secrets, and whom the stores admit. */
export function securityChecks(config: OmniPortalConfig, names: OmniPortalNames): readonly Ungrouped[] {
  const { buckets, recovery, secrets } = config;
  const generated = Object.keys(secrets.generated) as (keyof typeof secrets.generated)[];
  const groups = [names.database.securityGroup, names.cache.securityGroup];
  return [
    ...keyAndSecretChecks({
      aliases: [
        ...Object.values(names.keyAliases),
        ...(recovery.backups.copy.copied ? [names.copyKeyAliases.backups] : []),
        ...(buckets.copy.copied ? [names.copyKeyAliases.s3] : []),
      ],
      made: {
        secrets: [...generated, "database-user" as const].map(names.secret),
        key: names.keyAliases.secrets,
      },
      logsKey: names.keyAliases.cloudwatch,
    }),
    {
      id: "store-security-groups",
      title: "Database and Redis admit security groups only, no address ranges",
      of: { type: "aws_security_group", where: { "tag:Name": groups } },
      demand: { fact: "ingress_cidr_blocks", is: [] },
    },
  ];
}
