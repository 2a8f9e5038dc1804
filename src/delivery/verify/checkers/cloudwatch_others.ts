import { text, type Checker } from "../checker";

/** Dashboards and saved queries: that they exist is enough. AWS gives them no tags. */

export const awsCloudwatchDashboard: Checker = {
  group: "Infrastructure",
  read: async (resource, { cloudwatch }) => {
    const { DashboardName } = await cloudwatch.getDashboard({ DashboardName: text(resource, "dashboard_name") });
    return DashboardName === undefined ? undefined : { dashboard_name: DashboardName };
  },
};

export const awsCloudwatchQueryDefinition: Checker = {
  group: "Infrastructure",
  read: async (resource, { logs }) => {
    const name = text(resource, "name");
    const { queryDefinitions = [] } = await logs.describeQueryDefinitions({ queryDefinitionNamePrefix: name });
    const found = queryDefinitions.find(
      ({ queryDefinitionId }) => queryDefinitionId === resource.values.query_definition_id,
    );
    return found && { name: found.name };
  },
};
