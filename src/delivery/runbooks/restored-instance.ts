import type { MySqlServerConfig } from "../../config/mysql";
import { variable, type OptionValue } from "./command";
import { toggle } from "./place";

/** Sets the variables of {@link restoredInstance}, from the state of the instance that it stands in for. */
export function readRestoredInstance({ read }: { read(name: string, output: string): string }): string[] {
  return [
    read("SUBNET_GROUP", "database_subnet_group_name"),
    read("SECURITY_GROUP", "database_security_group_id"),
    read("PARAMETER_GROUP", "database_parameter_group_name"),
    read("OPTION_GROUP", "database_option_group_name"),
  ];
}

/** What a restored instance takes from the one that it stands in for: RDS' defaults are a public network and no audit. */
export function restoredInstance({
  instanceClass,
  multiAz,
}: Pick<MySqlServerConfig, "instanceClass" | "multiAz">): Readonly<Record<string, OptionValue>> {
  return {
    "db-instance-class": instanceClass,
    "db-subnet-group-name": variable("SUBNET_GROUP"),
    "vpc-security-group-ids": variable("SECURITY_GROUP"),
    "db-parameter-group-name": variable("PARAMETER_GROUP"),
    "option-group-name": variable("OPTION_GROUP"),
    "no-publicly-accessible": true, // 164.312(a)(1)
    ...toggle("multi-az", multiAz.kept),
    "storage-type": "gp3",
    "enable-iam-database-authentication": true,
    "copy-tags-to-snapshot": true,
  };
}
