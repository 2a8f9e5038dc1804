import type { BackendConfig } from "../../config";
import { command, literal, variable } from "./command";
import type { DeploymentPlace } from "./place";
import type { Runbook } from "./runbook";

type StatePlace = DeploymentPlace<unknown, unknown>;

/** How a lock that nobody holds any more is released. @param document what the document says, and what is wrong with it */
export const stateLock = (document: string): Runbook<StatePlace> => ({
  file: "state-lock",
  title: "State lock",
  about: [
    'For "the state is locked". Terraform locks the state of a deployment while it works; a lock that stays without a running Terraform is left over from a process that was killed or lost its network. [State lock](../state-lock.md) explains the rest: killed applies, `errored.tfstate`, digests.',
    document,
  ].join("\n\n"),
  facts: ({ backend }) => ({
    "lock table": `\`${backend.lockTable}\``,
    LockID: `\`${lockId(backend)}\``,
  }),
  steps: [
    {
      title: "Read who holds it",
      text: "`Info` says who, what and since when, and holds the id that releases the lock. Nothing is printed when nobody holds it.",
      commands: (place) => [
        getItem(place, { query: literal("Item.Info.S") }),
        `LOCK=$(${getItem(place, { query: literal("Item.Info.S") })} | sed 's/.*"ID":"\\([^"]*\\)".*/\\1/')`,
      ],
    },
    {
      title: "Is its owner alive?",
      text: "A workflow run in progress, a colleague's terminal. If so, wait: the command below waits for you. A lock that is released under a running apply lets two of them write the same state.",
      commands: ({ estate }) => [estate("plan", "--lock-timeout 10m")],
    },
    {
      title: "Release it",
      text: "Only when you know that no Terraform is running. This is `terraform force-unlock` in the deployment's folder; it refuses an id that is not the lock's.",
      commands: ({ estate }) => [estate("terraform", `-- force-unlock ${variable("LOCK")}`), estate("plan")],
    },
    {
      title: "Only when that fails: delete the lock's item",
      text: "The last resort, for a lock whose `Info` cannot be read any more. The condition makes sure that it is the lock, and not the digest, that goes.",
      commands: (place) => [
        place.aws("dynamodb delete-item", {
          ...item(place),
          "condition-expression": literal("attribute_exists(Info)"),
        }),
        place.estate("plan"),
      ],
    },
  ],
});

const lockId = ({ bucket, key }: BackendConfig): string => `${bucket}/${key}`;

function item({ backend }: StatePlace) {
  return { "table-name": backend.lockTable, key: literal(JSON.stringify({ LockID: { S: lockId(backend) } })) };
}

function getItem(place: StatePlace, more: Readonly<Record<string, string>>): string {
  return command("aws dynamodb get-item", {
    ...item(place),
    "consistent-read": true,
    ...more,
    output: "text",
    region: place.backend.region,
  });
}
