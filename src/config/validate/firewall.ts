import { countryCodes, type FirewallConfig } from "../firewall";
import type { Findings } from "./findings";

/** Countries that exist, each once and at least one, and limits that WAF takes. */
export function checkFirewall(
  { countries, requestsPerFiveMinutes, maxBodyBytes }: FirewallConfig,
  findings: Findings,
): void {
  findings.require(countries.length > 0, "firewall.countries", countries, {
    allowed: "at least one country: all others are blocked",
    fix: "Name the countries whose patients are cared for, such as US.",
  });
  countries.forEach((country, index) => {
    const field = `firewall.countries[${index}]`;
    const known = findings.require(countryCodes.includes(country), field, country, {
      allowed: "ISO 3166-1 alpha-2 codes in capitals",
      fix:
        country === "UK"
          ? "Write GB."
          : countryCodes.includes(country.toUpperCase())
            ? `Write ${country.toUpperCase()}.`
            : "Write it like US, CA, GB or AU.",
    });
    findings.require(!known || countries.indexOf(country) === index, field, country, {
      allowed: "each country once",
      fix: "Remove it.",
    });
  });
  const rate = { min: 10, max: 2_000_000_000 };
  findings.wholeNumber("firewall.requestsPerFiveMinutes", requestsPerFiveMinutes, rate, "Set 10000, as documented.");
  const body = { min: 1, max: 8192 };
  findings.wholeNumber("firewall.maxBodyBytes", maxBodyBytes, body, "Set 8192: WAF sees no more of a body.");
}
