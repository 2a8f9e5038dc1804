import type { OmnirapeuticConfig } from "../omnirapeutic";
import type { Findings } from "./findings";

/** A budget, and those who get the alarms: each with a name of its own and an address that can receive mail. 164.308(a)(6)(ii) */
export function checkAlarms({ monthlyBudgetUsd, subscribers }: OmnirapeuticConfig["alarms"], findings: Findings): void {
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
}
