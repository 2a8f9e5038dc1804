import type { Construct } from "constructs";
import type { PolicyStatement } from "../../platform/policy-document";
import type { Safeguard } from "../../platform/safeguard";
import type { Certificate } from "./certificate";
import type { WebAcl } from "./web-acl";

/** A private bucket from which CloudFront reads: a `SecureBucket`. */
export interface SiteBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Adds to the bucket's policy. */
  permit(statement: PolicyStatement): void;
}

/** What is answered by an API and never kept. */
export interface ApiOrigin {
  /** Host name of the API, which has a certificate for it. */
  readonly hostName: string;
  /** Put before the path of every request, such as `/staging`. @default nothing */
  readonly originPath?: string;
  /** Patterns such as `/api/*`, in the order in which they are tried; 1-24. */
  readonly paths: readonly string[];
}

export interface DistributionProps {
  /** Unique in the account; names of policies and log delivery begin with it. */
  readonly name: string;
  /** Of the domain that people use, from us-east-1; where its zone is ours, the domain becomes an alias of the distribution. */
  readonly certificate: Certificate;
  readonly site: {
    /** Its CMK, if it has one, must admit CloudFront. */
    readonly bucket: SiteBucket;
    /** A copy in another region, from which CloudFront answers when the first one fails. @default an error is an error */
    readonly failover?: { readonly bucket: SiteBucket; readonly region: string };
    /** Also the answer to paths without an ending, which the application in the browser knows. @default "index.html" */
    readonly rootObject?: string;
  };
  readonly api: ApiOrigin;
  /** Countries in which CloudFront answers, as ISO 3166-1 alpha-2 codes; at least one. */
  readonly countries: readonly string[];
  /** A firewall of the scope CLOUDFRONT. */
  readonly webAcl: WebAcl;
  /** Where files may come from and be sent to besides the domain itself, for `connect-src`. @default nowhere */
  readonly connectTo?: readonly string[];
  readonly logs: {
    readonly logGroupName: string;
    /** Days that a log event is kept; a step that CloudWatch knows. */
    readonly retentionDays: number;
    /** CMK whose policy admits the log group. */
    readonly keyArn: string;
  };
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}
