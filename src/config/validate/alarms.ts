import type { OmnirapeuticConfig } from "../omnirapeutic";
import type { Findings } from "./findings";

/** Those who get the alarms: each with a name of its own and an address that can receive mail. 164.308(a)(6)(ii) */
export function checkAlarms({ subscribers }: OmnirapeuticConfig["alarms"], findings: Findings): void {
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
