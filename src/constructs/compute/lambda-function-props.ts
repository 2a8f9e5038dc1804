import type { FunctionPackage } from "../../platform/function-package";
import type { PolicyStatement } from "../../platform/policy-document";
import type { Safeguard } from "../../platform/safeguard";
import type { DataClass } from "../../platform/tags";
import type { SecurityGroup } from "../network/security-group";
import type { CodeSigningSettings } from "./signed-package";

/** Kept: Lambda runs only what AWS Signer has signed for this function. */
export type CodeSigning =
  ({ readonly kept: true } & CodeSigningSettings) | { readonly kept: false; readonly reason: string };

export interface LambdaFunctionProps {
  /** Unique in account and region: 1-64 letters, digits, `-` and `_`; begins the names of its role, queue and alarms. */
  readonly name: string;
  /** What the function does, up to 256 characters. */
  readonly description: string;
  readonly package: FunctionPackage;
  /** `<file>.<exported function>`, such as `index.handler`. */
  readonly handler: string;
  /** One that AWS mends: see `LAMBDA_RUNTIMES`. */
  readonly runtime: string;
  /** MiB, 128-10240; CPU grows with it. */
  readonly memoryMiB: number;
  /** Seconds after which a call is ended, 1-900; API Gateway waits 29. */
  readonly timeoutSeconds: number;
  /** Calls at the same time that are kept for it, and that it never exceeds, 1-1000. */
  readonly reservedConcurrency: number;
  /** No secrets: everybody who may read the function's configuration reads them. @default none */
  readonly environment?: { readonly [name: string]: string };
  /** CMK of the environment and of dead letters; its policy admits Lambda and SQS. */
  readonly keyArn: string;
  /** Private subnets, in different zones. */
  readonly subnetIds: readonly string[];
  /** The function's own: what it reaches, it reaches by this group. */
  readonly securityGroup: SecurityGroup;
  /** What the program itself may do. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
  /** Of the log group `/aws/lambda/<name>`. */
  readonly logs: {
    /** One of the steps that CloudWatch Logs accepts, 1-3653. */
    readonly retentionDays: number;
    /** CMK whose policy admits CloudWatch Logs. */
    readonly keyArn: string;
    /** The most sensitive data that a line may hold. */
    readonly dataClass: DataClass;
  };
  readonly codeSigning: CodeSigning;
  /** Kept: Terraform refuses to destroy log, dead letters and packages. */
  readonly protection: Safeguard;
}
