import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker, type StateResource } from "../checker";
import type { Facts } from "../observation";

/** Parts of a database of which it is enough that they exist and carry their tags. */

export const awsDbSubnetGroup: Checker = {
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { DBSubnetGroups: [group] = [] } = await rds.describeDBSubnetGroups({
      DBSubnetGroupName: text(resource, "name"),
    });
    return group && tagged(resource, rds);
  },
};

export const awsRdsClusterParameterGroup: Checker = {
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { DBClusterParameterGroups: [group] = [] } = await rds.describeDBClusterParameterGroups({
      DBClusterParameterGroupName: text(resource, "name"),
    });
    return group && tagged(resource, rds);
  },
};

export const awsDbParameterGroup: Checker = {
  group: "Infrastructure",
  read: async (resource, { rds }) => {
    const DBParameterGroupName = text(resource, "name");
    const { DBParameterGroups: [group] = [] } = await rds.describeDBParameterGroups({ DBParameterGroupName });
    if (group === undefined) return undefined;
    const { Parameters = [] } = await rds.describeDBParameters({ DBParameterGroupName, Source: "user" });
    const found = Parameters.map(({ ParameterName, ParameterValue }) => `${ParameterName}=${ParameterValue}`);
    const wanted = blocks<NamedValue>(resource.values.parameter).map(({ name, value }) => `${name}=${value}`);
    const unchanged = JSON.stringify(found.sort()) === JSON.stringify(wanted.sort());
    return { unchanged, ...(await tagged(resource, rds)) };
  },
  healthy: [{ title: "Every database parameter is as it was set", fact: "unchanged", is: true }], // 164.312(e)(1)
};

/** AWS also lists the settings of an option that nobody named. */
export const awsDbOptionGroup: Checker = {
  group: "Infrastructure",
  read: async (resource, { rds }) => {
    const { OptionGroupsList: [group] = [] } = await rds.describeOptionGroups({
      OptionGroupName: text(resource, "name"),
    });
    if (group === undefined) return undefined;
    const options = group.Options ?? [];
    const found = options.flatMap(({ OptionName, OptionSettings = [] }) =>
      OptionSettings.map(({ Name, Value }) => `${OptionName} ${Name}=${Value}`),
    );
    const wanted = blocks<Option>(resource.values.option).flatMap(({ option_name, option_settings }) =>
      blocks<NamedValue>(option_settings).map(({ name, value }) => `${option_name} ${name}=${value}`),
    );
    const unchanged = wanted.every((setting) => found.includes(setting));
    return { unchanged, options: options.map(({ OptionName = "" }) => OptionName), ...(await tagged(resource, rds)) };
  },
  healthy: [{ title: "Every database option is as it was set", fact: "unchanged", is: true }], // 164.312(b)
};

/** A parameter or an option's setting, as Terraform stores it. */
interface NamedValue {
  readonly name: string;
  readonly value: string;
}

interface Option {
  readonly option_name: string;
  readonly option_settings: unknown;
}

/** Repeated blocks of the state; null when there is none. */
function blocks<T>(value: unknown): readonly T[] {
  return (value ?? []) as readonly T[];
}

async function tagged(resource: StateResource, rds: AwsClients["rds"]): Promise<Facts> {
  return tagFacts((await rds.listTagsForResource({ ResourceName: text(resource, "arn") })).TagList);
}
