import type { ApplicationsConfig } from "../applications";
import type { Findings } from "./findings";

const platforms = ["linux/amd64", "linux/arm64"] as const;
const path = /^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/;

/** What is built lies inside the repository, and runs on what Fargate has. Whether it is there, building tells. */
export function checkApplications(applications: ApplicationsConfig, findings: Findings): void {
  for (const [service, { folder, dockerfile, platform }] of Object.entries(applications)) {
    const field = `applications.${service}`;
    findings.matches(`${field}.folder`, folder, path, {
      allowed: "a folder of this repository, relative to its root",
      fix: "Write it like services/api, in src/config/applications.ts.",
    });
    findings.matches(`${field}.dockerfile`, dockerfile, path, {
      allowed: "a path inside the application's folder",
      fix: "Write it like Dockerfile, in src/config/applications.ts.",
    });
    findings.oneOf(`${field}.platform`, platform, platforms, "Take linux/amd64: tasks run on X86_64.");
  }
}
