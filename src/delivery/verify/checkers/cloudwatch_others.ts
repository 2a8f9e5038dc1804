import { text, type Checker } from "../checker";

/** AWS gives none of them tags. Of dashboards and saved queries it is enough that they exist. */

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

/** What a filter measures, as the state has it. */
interface DeployedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export const awsCloudwatchLogMetricFilter: Checker = {
  group: "Infrastructure",
  read: async (resource, { logs }) => {
    const name = text(resource, "name");
    const logGroupName = text(resource, "log_group_name");
    const { metricFilters = [] } = await logs.describeMetricFilters({ logGroupName, filterNamePrefix: name });
    const found = metricFilters.find(({ filterName }) => filterName === name);
    if (!found) return undefined;
    const [measured] = found.metricTransformations ?? [];
    const [deployed] = (resource.values.metric_transformation ?? []) as readonly DeployedMetric[];
    return {
      name,
      metric: `${measured?.metricNamespace} ${measured?.metricName}`,
      counts_as_deployed: found.filterPattern === resource.values.pattern,
      measures_as_deployed:
        measured?.metricNamespace === deployed?.namespace &&
        measured?.metricName === deployed?.name &&
        measured?.metricValue === deployed?.value,
    };
  },
  healthy: [
    { title: "Every metric of a log counts the events that it shall", fact: "counts_as_deployed", is: true },
    { title: "Every metric of a log is reported as deployed", fact: "measures_as_deployed", is: true },
  ],
};
