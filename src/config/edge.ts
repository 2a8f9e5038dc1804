/** How the load balancer proves who it is: a certificate made by DNS in our zone, or one that exists. */
export type CertificateConfig =
  | {
      /** Name of an existing public Route 53 zone in the account, such as `omnirapeutic.example`. */
      readonly hostedZone: string;
    }
  | {
      /** ARN of an issued certificate in the deployment's region; the domain's DNS record is then made elsewhere. */
      readonly arn: string;
    };

/** The way in from the internet. */
export interface EdgeConfig {
  /** Host name that clients use, such as `app.omnirapeutic.example`: lower case, at most 64 characters (a limit of certificates). */
  readonly domainName: string;
  readonly certificate: CertificateConfig;
}
