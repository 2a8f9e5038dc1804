import { functionRuntimes, type FunctionConfig } from "../functions";
import type { Findings } from "./findings";

/** A runtime that AWS still mends, and sizes that Lambda takes. @param field path of the settings, such as `handler` */
export function checkFunction(field: string, config: FunctionConfig, findings: Findings): void {
  const { runtime, memoryMiB, timeoutSeconds, reservedConcurrency, codeSigning } = config;
  const supported = Object.keys(functionRuntimes).filter((name) => !functionRuntimes[name]!.ended);
  const known = functionRuntimes[runtime];
  // 164.308(a)(5)(ii)(B): what is not mended any more is not run
  findings.require(known?.ended === false, `${field}.runtime`, runtime, {
    allowed: `${supported.join(", ")}${known ? ` (AWS ended ${runtime} on ${known.supportedUntil})` : ""}`,
    fix: `Set ${supported[0]}, and run the function's tests with it.`,
  });
  findings.wholeNumber(`${field}.memoryMiB`, memoryMiB, { min: 128, max: 10_240 }, "Set 512.");
  const fix = "Set 15: API Gateway ends a request after 29 seconds.";
  findings.wholeNumber(`${field}.timeoutSeconds`, timeoutSeconds, { min: 1, max: 29 }, fix);
  const calls = { min: 1, max: 1000 };
  findings.wholeNumber(
    `${field}.reservedConcurrency`,
    reservedConcurrency,
    calls,
    "Set 20, or what a load test showed.",
  );
  if (!codeSigning.kept) findings.reason(`${field}.codeSigning.reason`, codeSigning.reason);
}
