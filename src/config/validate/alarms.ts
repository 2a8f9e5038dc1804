import type { AlarmsConfig } from "../system";
import type { Findings } from "./findings";

const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** A budget, and those who get the alarms: each with a name of its own and a place that can receive them. 164.308(a)(6)(ii) */
export function checkAlarms({ monthlyBudgetUsd, subscribers, endpoints }: AlarmsConfig, findings: Findings): void {
  findings.require(monthlyBudgetUsd > 0, "alarms.monthlyBudgetUsd", monthlyBudgetUsd, {
    allowed: "more than 0 (USD)",
    fix: "Set what the account may cost in a month, such as 600.",
  });
  subscribers.forEach(({ name, address }, index) => {
    const field = `alarms.subscribers[${index}]`;
    findings.matches(`${field}.name`, name, /^[a-z0-9_]+$/, {
      allowed: "lower-case letters, digits and _",
      fix: "Name who reads the mail, such as operations.",
    });
    const taken = subscribers.slice(0, index).some((earlier) => earlier.name === name);
    findings.require(!taken, `${field}.name`, name, {
      allowed: "a name that no other subscriber has",
      fix: "Rename one of the two.",
    });
    findings.matches(`${field}.address`, address, /^[^@\s]+@[^@\s]+\.[^@\s.]+$/, {
      allowed: "one e-mail address",
      fix: "Write it like operations@example.org.",
    });
  });
  endpoints.forEach(({ name, host }, index) => {
    const field = `alarms.endpoints[${index}]`;
    findings.matches(`${field}.name`, name, /^[a-z][a-z0-9_]*$/, {
      allowed: "a lower-case letter, then lower-case letters, digits and _",
      fix: "Name the service, such as pagerduty.",
    });
    findings.matches(`${field}.host`, host, HOST, {
      allowed: "a host name alone: no scheme, path or key",
      fix: "Write it like events.pagerduty.com; estate alarms subscribe takes the URL.",
    });
    const earlier = endpoints.slice(0, index);
    findings.require(!earlier.some((other) => other.name === name), `${field}.name`, name, {
      allowed: "a name that no other endpoint has",
      fix: "Rename one of the two.",
    });
    findings.require(!earlier.some((other) => other.host === host), `${field}.host`, host, {
      allowed: "a host that no other endpoint has: a new URL takes the place of its host's last one",
      fix: "Let that service pass the alarms on.",
    });
  });
}

/** A budget that tells nobody is none. */
export function checkBudgetSubscribers({ subscribers }: AlarmsConfig, findings: Findings): void {
  findings.require(subscribers.length > 0, "alarms.subscribers", subscribers, {
    allowed: "at least one: AWS refuses a budget whose notices reach nobody",
    fix: 'Name who reads them: [{ name: "operations", address: … }].',
  });
}
