import { literal, variable } from "../command";
import type { OmniPortalPlace } from "./place";

/** The profile of the AWS CLI by which people come as the role that may open shells. */
export const shellProfile = ({ deployment }: OmniPortalPlace): string => `${deployment}-shell`;

/** Sets TASK to a running task, and runs a program in it. @param program quoted, as the shell on the operator's machine reads it */
export function openShell(place: OmniPortalPlace, program: string): string[] {
  const { aws, names } = place;
  const { cluster, service } = names.containers;
  const profile = shellProfile(place);
  const tasks = { cluster, "service-name": service, query: literal("taskArns[0]"), output: "text", profile };
  const session = { cluster, task: variable("TASK"), container: service, interactive: true, command: program, profile };
  return [`TASK=$(${aws("ecs list-tasks", tasks)})`, aws("ecs execute-command", session)];
}
