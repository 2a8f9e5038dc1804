import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";

export interface FlowLogQueriesProps {
  /** Start of the queries' names, such as `omnirapeutic-production`; they are listed as `<name>/flow-logs/…`. */
  readonly name: string;
  readonly flowLogsGroupName: string;
  /** TCP port of the database. */
  readonly databasePort: number;
}

/** Saved queries over a network's flow logs, for whoever looks into an incident. 164.308(a)(1)(ii)(D) */
export class FlowLogQueries extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogQueriesProps) {
    super(scope, id);
    const queries = {
      top_rejected_sources: [
        'filter action = "REJECT"',
        "stats count(*) as attempts, count_distinct(dstPort) as ports by srcAddr",
        "sort attempts desc",
        "limit 25",
      ],
      database_traffic: [
        `filter dstPort = ${props.databasePort}`,
        "stats sum(bytes) as bytes, count(*) as connections by srcAddr, dstAddr, action",
        "sort bytes desc",
        "limit 50",
      ],
    };
    for (const [key, lines] of Object.entries(queries)) {
      new CloudwatchQueryDefinition(this, key, {
        name: `${props.name}/flow-logs/${key.replaceAll("_", "-")}`,
        logGroupNames: [props.flowLogsGroupName],
        queryString: lines.join("\n| "),
      });
    }
  }
}
