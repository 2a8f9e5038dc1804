import type { TerraformResource } from "cdktf";
import type { Safeguard } from "../../platform/safeguard";
import type { Certificate } from "../edge/certificate";

export type HttpMethod = "DELETE" | "GET" | "PATCH" | "POST" | "PUT";

/** Who answers: a Lambda function. */
export interface InvokableFunction {
  readonly functionName: string;
  readonly functionArn: string;
  /** How API Gateway calls it. */
  readonly invokeArn: string;
}

/** Why browsers and health checks may ask without a token. */
export const ABOUT_NOBODY =
  "Browsers send no token when they ask what they may send, nor do health checks; the answer names methods and headers, or dependencies that are reached, and is about nobody.";

/** What one method of one path is answered by, and who may ask. */
export interface Route {
  readonly function: InvokableFunction;
  /** Whoever asks needs no token, for this reason. @default a token of the user pool */
  readonly open?: { readonly reason: string };
  /** What a JSON body must be, as JSON Schema draft 4, before the function sees it. @default no body is checked */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Parameters in the query that the request must have. @default none */
  readonly query?: readonly string[];
}

export interface RestApiProps {
  /** Also the value of the metrics' dimension `ApiName`. */
  readonly name: string;
  readonly description: string;
  /** The one stage: 1-128 letters, digits and `_-`. */
  readonly stageName: string;
  /** Who issues the tokens. */
  readonly authorizer: { readonly userPoolArn: string };
  /** Requests a second, on average and at once; more are turned away with 429. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /** Origin of the pages that may call the API from a browser, such as `https://app.itrack.example`. */
  readonly allowedOrigin: string;
  /** Its own name; AWS's address of the API is then switched off. @default AWS's address */
  readonly domain?: { readonly certificate: Certificate };
  readonly logs: {
    readonly accessLogGroupName: string;
    /** Days that log events are kept; a step that CloudWatch knows. */
    readonly retentionDays: number;
    /** CMK whose policy admits both log groups: that of access and `API-Gateway-Execution-Logs_<id>/<stage>`. */
    readonly keyArn: string;
    /** What lets API Gateway write logs, when this deployment makes it. @default the account has it already */
    readonly allowedBy?: TerraformResource;
  };
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}
