import type { ContainerImage } from "./container-image";

/** A value from Secrets Manager that ECS hands to the container as a variable. */
export interface SecretReference {
  /** Full ARN, with the suffix that Secrets Manager adds. */
  readonly secretArn: string;
  /** Which value of a JSON secret. @default the whole secret */
  readonly jsonKey?: string;
}

/** How ECS asks the container itself whether it is well. */
export interface ContainerHealthCheck {
  /** Starts with `/`; answered with 2xx on the container's port. */
  readonly path: string;
  /** @default "http" */
  readonly scheme?: "http" | "https";
}

export interface ContainerProps {
  readonly containerName: string;
  readonly image: ContainerImage;
  /** @default the image's own */
  readonly command?: readonly string[];
  /** TCP port that the container listens on, 1-65535. @default it listens on none */
  readonly port?: number;
  /** Needs a port, and `wget` in the image. @default ECS only sees whether the process runs */
  readonly healthCheck?: ContainerHealthCheck;
  /** Id or name of the user in the image; never root. @default "1001" */
  readonly user?: string;
  /**
   * No secrets: everybody who may describe the task definition reads them. Scanners go by the name, so one that only says
   * where a secret lies is not called one either (`DB_CREDENTIALS_ARN`). @default none
   */
  readonly environment?: { readonly [name: string]: string };
  /** @default none */
  readonly secrets?: { readonly [variable: string]: SecretReference };
  /** Volume name -> absolute path that the program may write; it is empty at start and gone with the task. @default none */
  readonly writablePaths?: { readonly [name: string]: string };
  /** Seconds between SIGTERM and SIGKILL, 2-120. @default 30 */
  readonly stopTimeoutSeconds?: number;
}

/**
 * Lets a program that is not root listen below 1024, in its task's network namespace alone: no capability is added
 * (docs/decisions/0214-port-80-without-root.md).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
const UNPRIVILEGED_PORTS = { namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" };

/** The one container of a task as ECS wants it, in the order in which ECS returns lists. */
export function containerDefinition(props: ContainerProps, log: { group: string; region: string }): object {
  const { command, port, healthCheck } = props;
  return {
    name: props.containerName,
    image: props.image.imageUri,
    essential: true,
    user: props.user ?? "1001", // 164.312(a)(1)
    privileged: false,
    readonlyRootFilesystem: true, // 164.312(c)(1)
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    stopTimeout: props.stopTimeoutSeconds ?? 30,
    ...(command && { command }),
    ...(port !== undefined && { portMappings: [{ containerPort: port, hostPort: port, protocol: "tcp" }] }),
    ...(port !== undefined && port < 1024 && { systemControls: [UNPRIVILEGED_PORTS] }),
    ...(healthCheck && { healthCheck: healthCheckDefinition(healthCheck, port) }),
    environment: sorted(props.environment).map(([name, value]) => ({ name, value })),
    secrets: sorted(props.secrets).map(([name, secret]) => ({ name, valueFrom: valueFrom(secret) })),
    mountPoints: sorted(props.writablePaths).map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath })),
    logConfiguration: {
      logDriver: "awslogs", // 164.312(b)
      options: {
        "awslogs-group": log.group,
        "awslogs-region": log.region,
        "awslogs-stream-prefix": props.containerName,
        mode: "non-blocking", // care goes on when CloudWatch does not answer
        "max-buffer-size": "4m",
      },
    },
  };
}

/** The documented check: every 30 seconds, 5 to answer, 3 failures, none counted in the first 60. */
function healthCheckDefinition({ path, scheme = "http" }: ContainerHealthCheck, port: number | undefined): object {
  const options = scheme === "https" ? "-q --no-check-certificate" : "-q"; // to itself: nobody stands between
  const command = `wget ${options} -O /dev/null ${scheme}://localhost:${port}${path} || exit 1`;
  return { command: ["CMD-SHELL", command], interval: 30, timeout: 5, startPeriod: 60, retries: 3 };
}

/** ECS reads a JSON secret's value by `<arn>:<key>:<stage>:<version>`; empty stage and version mean the current one. */
function valueFrom({ secretArn, jsonKey }: SecretReference): string {
  return jsonKey === undefined ? secretArn : `${secretArn}:${jsonKey}::`;
}

function sorted<T>(record: { readonly [name: string]: T } = {}): [string, T][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** @throws Error when ECS would refuse the container, or it would run as root or never be well */
export function requireContainer(path: string, props: ContainerProps): void {
  const { port, healthCheck, user = "1001", stopTimeoutSeconds = 30 } = props;
  const problem = [
    port !== undefined &&
      !isWholeBetween(1, 65_535, port) &&
      `port is ${port}; allowed are whole numbers from 1 to 65535`,
    healthCheck &&
      !/^\/[\w./-]*$/.test(healthCheck.path) &&
      `healthCheck.path is "${healthCheck.path}"; allowed is a path that starts with / and holds letters, digits and ._-/`,
    healthCheck && port === undefined && "healthCheck has no port; allowed is one on a container with a port",
    /^(root|0)?(:.*)?$/.test(user) && `user is "${user}"; allowed is any user but root`,
    !isWholeBetween(2, 120, stopTimeoutSeconds) && `stopTimeoutSeconds is ${stopTimeoutSeconds}; allowed are 2-120`,
  ].find((found) => typeof found === "string");
  if (problem !== undefined) throw new Error(`[${path}] ${problem}. Change it in the container's properties.`);
}

function isWholeBetween(least: number, most: number, value: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
