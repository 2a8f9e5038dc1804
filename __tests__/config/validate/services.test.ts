import type { ServicesConfig } from "../../../src/config/services";
import { Findings } from "../../../src/config/validate/findings";
import { checkServices } from "../../../src/config/validate/services";

const worker = { cpu: 512, memoryMiB: 1024, tasks: { min: 1, max: 4 } };
const web = { ...worker, port: 3000, healthPath: "/", requestsPerTask: 1000 };
const services: ServicesConfig = { api: { ...web, healthPath: "/health" }, web, worker };

function problems(changes: Partial<ServicesConfig>) {
  const findings = new Findings({ name: "omnirapeutic-dev", environment: "dev", region: "us-east-1" });
  checkServices({ ...services, ...changes }, findings);
  return findings.problems.map(({ field, allowed }) => [field, allowed]);
}

describe("services", () => {
  it("accepts the documented services", () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    [{ cpu: 300 }, "services.worker.cpu", "256, 512, 1024, 2048, 4096, 8192, 16384"],
    [{ memoryMiB: 512 }, "services.worker.memoryMiB", "1024, 2048, 3072, 4096"],
    [{ cpu: 256, memoryMiB: 1536 }, "services.worker.memoryMiB", "512, 1024, 2048"],
    [{ tasks: { min: 0, max: 1 } }, "services.worker.tasks.min", "whole numbers from 1"],
    [{ tasks: { min: 3, max: 2 } }, "services.worker.tasks.max", "whole numbers from 3"],
  ])("refuses a worker with %j", (change, field, allowed) => {
    expect(problems({ worker: { ...worker, ...change } })).toEqual([[field, allowed]]);
  });

  it.each([
    [{ port: 0 }, "services.web.port"],
    [{ healthPath: "health" }, "services.web.healthPath"],
    [{ requestsPerTask: 0 }, "services.web.requestsPerTask"],
  ])("refuses a web service with %j", (change, field) => {
    expect(problems({ web: { ...web, ...change } }).map(([found]) => found)).toEqual([field]);
  });
});
