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
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { DBParameterGroups: [group] = [] } = await rds.describeDBParameterGroups({
      DBParameterGroupName: text(resource, "name"),
    });
    return group && tagged(resource, rds);
  },
};

async function tagged(resource: StateResource, rds: AwsClients["rds"]): Promise<Facts> {
  return tagFacts((await rds.listTagsForResource({ ResourceName: text(resource, "arn") })).TagList);
}
