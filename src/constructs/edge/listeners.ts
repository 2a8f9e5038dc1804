import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { Construct } from "constructs";
import { weighted } from "./blue-green";
import type { Certificate } from "./certificate";
import type { TargetGroup } from "./target-group";

/** TLS 1.2 and 1.3 with forward secrecy only. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

interface ListenerProps {
  readonly loadBalancerArn: string;
  /** Name tag. */
  readonly name: string;
}

export interface TlsListenerProps extends ListenerProps {
  readonly port: number;
  readonly certificate: Certificate;
  /** Where requests go that no route takes. */
  readonly targets: TargetGroup;
  /** Takes turns with them: CodeDeploy then says which of both gets the requests. @default `targets` for ever */
  readonly turns?: TargetGroup;
}

/** Speaks TLS 1.2 or later. 164.312(e)(1) */
export function listenTls(scope: Construct, id: string, props: TlsListenerProps): LbListener {
  const { targets, turns } = props;
  const listener = new LbListener(scope, id, {
    loadBalancerArn: props.loadBalancerArn,
    port: props.port,
    protocol: "HTTPS",
    sslPolicy: TLS_POLICY,
    certificateArn: props.certificate.certificateArn,
    defaultAction: [turns ? weighted(targets, turns) : { type: "forward", targetGroupArn: targets.targetGroupArn }],
    tags: { Name: props.name },
    ...(turns && { lifecycle: { ignoreChanges: ["default_action"] } }),
  });
  targets.addRoute(listener);
  return listener;
}

/** Tells who comes by plain HTTP to come by HTTPS. */
export function redirectPlainHttp(scope: Construct, id: string, { loadBalancerArn, name }: ListenerProps): void {
  new LbListener(scope, id, {
    loadBalancerArn,
    port: 80,
    protocol: "HTTP",
    defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    tags: { Name: name },
  });
}
