import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

describe.each(omnirapeuticDeployments)("the monitoring of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);

  it("shows trail, sessions and pgAudit on a dashboard [004-pending-audit-dashboard]", () => {
    expect(stack.at("aws_cloudwatch_dashboard.audit_dashboard").dashboard_name).toBe(`${name}-audit`);
    const body = stack.at("aws_cloudwatch_dashboard.audit_dashboard").dashboard_body as string;
    for (const what of ["CloudTrail", "Bastion sessions", "pgAudit"]) expect(body).toContain(what);
  });

  it("keeps queries over the flow logs [002-flow-logs-analysis]", () => {
    const queries = Object.values(stack.every("aws_cloudwatch_query_definition"));
    expect(queries.map((query) => query.name as string)).toEqual([
      `${name}/flow-logs/top-rejected-sources`,
      `${name}/flow-logs/database-traffic`,
    ]);
  });
});
