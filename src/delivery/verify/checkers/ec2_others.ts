import { tagFacts, text, type Checker } from "../checker";

/** Parts of a network of which it is enough that they exist and carry their tags. */

export const awsRouteTable: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const { RouteTables: [table] = [] } = await ec2.describeRouteTables({ RouteTableIds: [text(resource, "id")] });
    return table && tagFacts(table.Tags);
  },
};

export const awsNetworkAcl: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const { NetworkAcls: [acl] = [] } = await ec2.describeNetworkAcls({ NetworkAclIds: [text(resource, "id")] });
    return acl && tagFacts(acl.Tags);
  },
};

export const awsSecurityGroupRule: Checker = {
  group: "Security",
  read: async (resource, { ec2 }) => {
    const SecurityGroupRuleIds = [text(resource, "id")];
    const { SecurityGroupRules: [rule] = [] } = await ec2.describeSecurityGroupRules({ SecurityGroupRuleIds });
    return rule && tagFacts(rule.Tags);
  },
};
