import { findDeployment } from "../../src/config";
import { itrack } from "../../src/config/itrack";
import { itrackChecks } from "../../src/systems/itrack/checks";
import { itrackWith } from "./support";

describe("itrack", () => {
  it("has every setting of staging in one named object, with what document 003 gives [003-config-staging]", () => {
    expect(itrack.staging).toMatchObject({
      network: { cidr: "10.1.0.0/16" },
      services: { backend: { tasks: { min: 1 }, port: 8080, healthPath: "/health" } },
      database: { instanceClass: "db.t3.micro", masterUsername: "admin", backupRetentionDays: 30 },
      recovery: { backups: { copy: { copied: false } } },
    });
  });

  it("has every setting of production in one named object, with what document 003 gives [003-config-production]", () => {
    expect(itrack.production).toMatchObject({
      network: { cidr: "10.0.0.0/16" },
      services: { backend: { tasks: { min: 3 }, cpu: 1024, memoryMiB: 2048 } },
      database: { instanceClass: "db.r5.large", multiAz: { kept: true }, backupRetentionDays: 30 },
      recovery: { backups: { copy: { copied: true, region: "us-west-2" } } },
      firewall: { countries: ["US", "CA", "GB", "AU"], requestsPerFiveMinutes: 10_000 },
    });
  });

  it("relaxes nothing in production but what has a reason", () => {
    expect(itrack.production.protection.allowDestroy.kept).toBe(true);
    expect(itrack.production.network.nat.gateways).toBe(itrack.production.network.zones.length);
  });

  it("asks for a subscription of chat or PagerDuty where the configuration names one, and for none else [003-sns-chat-ready]", () => {
    const asked = (deployment: Parameters<typeof itrackChecks>[0]) =>
      itrackChecks(deployment).flatMap(({ id }) => (id.startsWith("alarm-endpoint-") ? [id] : []));
    const endpoints = [
      { name: "pagerduty", host: "events.pagerduty.com" },
      { name: "slack", host: "hooks.slack.com" },
    ];
    expect(asked(itrackWith({ "alarms.endpoints": endpoints }))).toEqual([
      "alarm-endpoint-pagerduty",
      "alarm-endpoint-slack",
    ]);
    expect(asked(findDeployment("itrack-production"))).toEqual([]);
  });
});
