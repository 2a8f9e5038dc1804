import type { ServiceConfig, ServicesConfig, WebServiceConfig } from "../services";
import type { Findings } from "./findings";

/** CPU units -> least and most MiB of memory that Fargate offers with them, and the step between. */
const memory: Readonly<Record<number, readonly [from: number, to: number, step: number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

/** Services have sizes that Fargate offers, counts that make a range, and a health check that can answer. */
export function checkServices(services: ServicesConfig, findings: Findings): void {
  for (const [name, service] of Object.entries(services)) checkService(`services.${name}`, service, findings);
  for (const name of ["api", "web"] as const) {
    const field = `services.${name}`;
    checkEndpoint(field, services[name], findings);
    findings.wholeNumber(
      `${field}.requestsPerTask`,
      services[name].requestsPerTask,
      { min: 1 },
      "Set 1000, or what a load test showed.",
    );
  }
}

/** Size and counts of one service. @param field path of its settings, such as `services.api` */
export function checkService(field: string, { cpu, memoryMiB, tasks }: ServiceConfig, findings: Findings): void {
  const sizes = [256, ...Object.keys(memory).map(Number)];
  if (findings.oneOf(`${field}.cpu`, cpu, sizes, "Take the next larger size.")) {
    findings.oneOf(`${field}.memoryMiB`, memoryMiB, memoryWith(cpu), `Take the next larger size with cpu ${cpu}.`);
  }
  findings.wholeNumber(`${field}.tasks.min`, tasks.min, { min: 1 }, "Set 2 to outlive a zone, 1 where work may wait.");
  findings.wholeNumber(`${field}.tasks.max`, tasks.max, { min: tasks.min }, "Raise it to tasks.min or more.");
}

function memoryWith(cpu: number): number[] {
  if (cpu === 256) return [512, 1024, 2048];
  const [from, to, step] = memory[cpu]!;
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** Where the load balancer finds the service. */
export function checkEndpoint(
  field: string,
  { port, healthPath }: Pick<WebServiceConfig, "port" | "healthPath">,
  findings: Findings,
): void {
  findings.wholeNumber(`${field}.port`, port, { min: 1, max: 65_535 }, "Set the port that the container listens on.");
  findings.matches(`${field}.healthPath`, healthPath, /^\/[\w./-]*$/, {
    allowed: "a path that starts with / and holds letters, digits and ._-/",
    fix: "Write it like /health.",
  });
}
