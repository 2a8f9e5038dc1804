import type { LambdaFunctionProps } from "./lambda-function-props";
import { LAMBDA_RUNTIMES } from "./lambda-runtimes";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED = /^(AWS_|LAMBDA_|_)/;

/** @throws Error when the runtime has ended, or Lambda would refuse a name or size */
export function requireValid(path: string, props: LambdaFunctionProps): void {
  const { name, description, handler, runtime, environment = {}, subnetIds } = props;
  const variable = Object.keys(environment).find((key) => !/^[A-Za-z]\w+$/.test(key) || RESERVED.test(key));
  const problem = [
    !/^[\w-]{1,64}$/.test(name) &&
      `name is "${name}"; allowed are 1-64 letters, digits, - and _. Shorten it or leave out other characters`,
    description.length > 256 && `description has ${description.length} characters; allowed are 256. Shorten it`,
    !/^[\w/-]+\.\w+$/.test(handler) &&
      `handler is "${handler}"; allowed is <file>.<exported function>. Write it like index.handler`,
    !Object.hasOwn(LAMBDA_RUNTIMES, runtime) && // 164.308(a)(5)(ii)(B): what is not mended any more is not run
      `runtime is "${runtime}"; allowed are ${describeRuntimes()}. Take one of them and run the function's tests with it`,
    outside(128, 10_240, props.memoryMiB) &&
      `memoryMiB is ${props.memoryMiB}; allowed are whole MiB from 128 to 10240. Take 512 to begin with`,
    outside(1, 900, props.timeoutSeconds) &&
      `timeoutSeconds is ${props.timeoutSeconds}; allowed are whole seconds from 1 to 900. Behind API Gateway take less than 29`,
    outside(1, 1000, props.reservedConcurrency) &&
      `reservedConcurrency is ${props.reservedConcurrency}; allowed are whole numbers from 1 to 1000. Take what a load test showed`,
    variable !== undefined &&
      `environment has "${variable}"; allowed are names of letters, digits and _ that AWS does not keep for itself (AWS_, LAMBDA_). Rename it`,
    subnetIds.length === 0 && "subnetIds is empty; allowed are subnets in one zone or more. Name private subnets",
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${path}] ${problem}.`);
}

function describeRuntimes(): string {
  return Object.entries(LAMBDA_RUNTIMES)
    .map(([runtime, { supportedUntil }]) => `${runtime} (until ${supportedUntil})`)
    .join(", ");
}

function outside(min: number, max: number, value: number): boolean {
  return !Number.isInteger(value) || value < min || value > max;
}
