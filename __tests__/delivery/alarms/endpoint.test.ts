import { findDeployment, type OmniPortalDeployment } from "../../../src/config";
import { endpointUrl, findEndpoint, urlVariable } from "../../../src/delivery/alarms/endpoint";
import { omniPortalChecks } from "../../../src/systems/omni-portal/checks";
import { deploymentWith, pagerDuty, urlOf } from "./support";

describe("an alarm endpoint", () => {
  it("is one of the configuration", () => {
    expect(findEndpoint(deploymentWith(pagerDuty), "pagerduty")).toEqual(pagerDuty);
  });

  it("that the configuration lacks is refused, and what it has is said", () => {
    expect(() => findEndpoint(deploymentWith(pagerDuty), "opsgenie")).toThrow(
      'omnirapeutic-dev has no alarm endpoint "opsgenie"; its configuration names pagerduty.',
    );
    expect(() => findEndpoint(deploymentWith(), "pagerduty")).toThrow("its configuration names none.");
  });
});

it("is demanded of OmniPortal's alert topic too, when the configuration names it [000-support-pagerduty]", () => {
  const deployment = findDeployment("omni-portal-production") as OmniPortalDeployment;
  const { config } = deployment;
  const told = { ...config, alarms: { ...config.alarms, endpoints: [pagerDuty] } };
  expect(omniPortalChecks({ ...deployment, config: told })).toContainEqual({
    id: "alarm-endpoint-pagerduty",
    group: "Compliance",
    title: "pagerduty is told of alarms",
    of: { type: "aws_sns_topic", where: { name: "omni-portal-production-alerts" } },
    demand: { fact: "https_endpoints", includes: "events.pagerduty.com" },
  });
});

describe("an endpoint's URL", () => {
  const variable = urlVariable(pagerDuty);
  const read = (value?: string) => endpointUrl(pagerDuty, value === undefined ? {} : { [variable]: value });

  it("is read from a variable of its name", () => {
    expect(variable).toBe("ESTATE_ALARMS_PAGERDUTY_URL");
    expect(read(`${urlOf("k3y")}\n`)).toBe(urlOf("k3y"));
  });

  it.each([undefined, "", " "])("is missing when the variable is %j", (value) => {
    expect(() => read(value)).toThrow("ESTATE_ALARMS_PAGERDUTY_URL is not set: it holds the URL of pagerduty.");
  });

  it.each([
    ["no URL", "k3y"],
    ["plain HTTP", urlOf("k3y").replace("https", "http")],
    ["another host", urlOf("k3y", "events.example.com")],
    ["a host that only starts alike", urlOf("k3y", "events.pagerduty.com.example.com")],
    ["another port", urlOf("k3y", "events.pagerduty.com:8443")],
    ["credentials", urlOf("k3y", "user:k3y@events.pagerduty.com")],
    ["no path", "https://events.pagerduty.com/"],
    ["a fragment, which is never sent", `${urlOf("x")}#k3y`],
  ])("is refused as %s, and never quoted [000-support-pagerduty]", (_, value) => {
    const refusal = failureOf(() => read(value));
    expect(refusal.message).toContain("allowed is https://events.pagerduty.com/…, with the key in its path");
    expect(JSON.stringify({ ...refusal, message: refusal.message })).not.toContain("k3y");
  });
});

function failureOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
}
