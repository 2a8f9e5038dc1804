import type { OmniPortalConfig } from "../../../config";
import type { Ungrouped } from "../../shared/checks/grouping";
import { mySqlChecks } from "../../shared/checks/mysql";
import type { OmniPortalNames } from "../names";

/** The MySQL instance, and its replica where it has one. */
export function databaseChecks({ database }: OmniPortalConfig, names: OmniPortalNames): readonly Ungrouped[] {
  const { instance, replica } = names.database;
  const key = { keyAlias: names.keyAliases.rds, keyUse: "rds" };
  return mySqlChecks(database, { instance, ...(database.readReplica.kept && { replica }), ...key });
}
