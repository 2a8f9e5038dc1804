import { tagFacts, text, type Checker } from "../checker";

export const awsFlowLog: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const { FlowLogs: [log] = [] } = await ec2.describeFlowLogs({ FlowLogIds: [text(resource, "id")] });
    return (
      log && {
        status: log.FlowLogStatus,
        traffic_type: log.TrafficType,
        log_group: log.LogGroupName ?? log.LogDestination?.split(":log-group:")[1]?.replace(/:\*$/, ""),
        ...tagFacts(log.Tags),
      }
    );
  },
  healthy: [
    { title: "Flow log is ACTIVE", fact: "status", is: "ACTIVE" },
    { title: "Flow log records all traffic", fact: "traffic_type", is: "ALL" }, // 164.312(b)
  ],
};
