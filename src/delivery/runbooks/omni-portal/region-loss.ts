import { command, literal, untilDone, variable } from "../command";
import { readRestoredInstance } from "../restored-instance";
import { restoreSnapshot } from "./database-restore";
import { copyRegion, inRegion, RESTORED, type OmniPortalPlace, type OmniPortalRunbook } from "./place";

/** Secrets whose values data depends on: a new one would read nothing that the old one encrypted or signed. */
const KEPT_SECRETS = ["app-key", "jwt-secret"] as const;
/** The part of every name that stands for the environment, in the other region: names of roles are global. */
const ELSEWHERE = "dr";
const FILES = ["documents", "assets", "backups"] as const;

export const regionLoss: OmniPortalRunbook = {
  file: "region-loss",
  title: "Region loss",
  about: [
    "For when us-east-1 is gone for longer than the business can wait (164.308(a)(7)(ii)(C)). Most disturbances of a region pass within hours, and going back costs a second move: the incident lead decides, and writes down when.",
    "What is in the other region: recovery points of the database (daily, weekly), the replicas of the buckets, and exported Redis snapshots. What is not: the state of Terraform, images, and secrets that were not replicated in step 1. What was written since the last recovery point is lost.",
    "Nothing of the lost region is touched, so that it can be read again when it comes back. Names of IAM roles are global: the new deployment is called `dr` wherever the old one has its environment, and these runbooks, generated anew, name it so.",
  ].join("\n\n"),
  facts: (place) => ({
    "copies in": String(copyRegion(place)),
    "new names start with": `\`omni-portal-${ELSEWHERE}\``,
  }),
  where: (place) => copyRegion(place) !== undefined,
  steps: [
    {
      title: "Beforehand, once",
      text: "**A step for now, not for the day of the loss.** The `app-key` decrypts what the application encrypted: without it the restored rows cannot be read. The second command says whether both are `InSync`.",
      commands: prepare,
    },
    {
      title: "What has arrived in the other region?",
      text: "The newest copy of the database and its time: that is the data's age. `SNAPSHOT` becomes this copy, the other variables the replicas of the buckets.",
      commands: arrived,
    },
    {
      title: "Describe the new deployment",
      text: "On a branch. Region, zones, state and names change; the copies go to a third region.",
      commands: describe,
    },
    {
      title: "Deploy it",
      text: "The apply ends with one error, which is wanted: the domain's record exists, and points to the lost region. It is moved in step 8, when there is data to show. The rotation function comes from a repository of AWS in us-east-1: if it does not answer, set `rotation` to `{ automatic: false, reason }` for now.",
      commands: ({ estate }) => [estate("backend setup"), `${estate("plan")}   # read it`, estate("deploy")],
    },
    {
      title: "Bring back the secrets",
      text: "From the replicas into the new secrets. The values pass through a pipe, not through a command line or a file.",
      commands: secrets,
    },
    {
      title: "Restore the database",
      text: "Beside the new, empty one; then exchange them as steps 4 and 6 of [Database restore](database-restore.md) say.",
      commands: database,
    },
    {
      title: "Bring back files and, if wanted, Redis",
      text: "Replicas keep their objects. Redis starts empty unless a snapshot was exported ([Redis restore](redis-restore.md), step 7); then restore it from the file as its step 5 does, with `--snapshot-arns` in place of `--snapshot-name`.",
      commands: files,
    },
    {
      title: "Release, check, and let users in",
      text: "Push the image of the last release into the new repository first. The import takes over the domain's record; the plan then changes it to the new load balancer, and the deployment is the moment when users come.",
      commands: release,
    },
    {
      title: "When the region comes back",
      text: "Keep its writers out before it answers: its API has no traffic, as the domain leads elsewhere, and no worker may start. Compare what was written there after the last recovery point. Going back is the same way with the regions exchanged, on a day that you choose.",
    },
  ],
};

/** Where the copies are; `where` says that there are some. */
const elsewhere = (place: OmniPortalPlace): OmniPortalPlace => inRegion(place, copyRegion(place) ?? place.region);

function prepare(place: OmniPortalPlace): string[] {
  return KEPT_SECRETS.map((name) => place.names.secret(name)).flatMap((secret) => [
    place.aws("secretsmanager replicate-secret-to-regions", {
      "secret-id": secret,
      "add-replica-regions": `Region=${elsewhere(place).region}`,
    }),
    place.aws("secretsmanager describe-secret", { "secret-id": secret, query: literal("ReplicationStatus") }),
  ]);
}

function arrived(place: OmniPortalPlace): string[] {
  const { aws, names } = elsewhere(place);
  const own = `DBSnapshots[?DBInstanceIdentifier=='${names.database.instance}']`;
  const newest = `sort_by(${own},&SnapshotCreateTime)[-1]`;
  const snapshots = (query: string): string =>
    aws("rds describe-db-snapshots", { "snapshot-type": "awsbackup", query: `"${query}"`, output: "text" });
  return [
    snapshots(`${newest}.[DBSnapshotIdentifier,SnapshotCreateTime,Status]`),
    `SNAPSHOT=$(${snapshots(`${newest}.DBSnapshotArn`)})`,
    ...FILES.map(
      (bucket) =>
        `OLD_${bucket.toUpperCase()}=$(${bucketStarting(elsewhere(place), names.bucket(`${bucket}-copy`, ""))})`,
    ),
    aws('s3 ls "s3://${OLD_BACKUPS:?}/"', {}),
  ];
}

/** The bucket of that region whose name starts so: its last digits are in a state that may be out of reach. */
function bucketStarting({ aws, region }: OmniPortalPlace, prefix: string): string {
  const query = literal("Buckets[0].Name");
  return aws("s3api list-buckets", { prefix, "bucket-region": region, query, output: "text" });
}

/** Edits of sources by perl, which is the same on every machine. Tests synthesize what they make. */
function describe(place: OmniPortalPlace): string[] {
  const { region, environment } = place;
  const other = elsewhere(place).region;
  const third = other === "us-east-2" ? "us-west-1" : "us-east-2";
  const edit = (file: string, ...changes: string[]): string => `perl -0pi -e ${literal(changes.join("; "))} ${file}`;
  return [
    "git switch -c region-loss",
    edit("src/config/omni-portal.ts", `s/"${other}"/"${third}"/g`, `s/${region}/${other}/g`),
    edit(
      "src/config/index.ts",
      `s/const region = "${region}"/const region = "${other}"/`,
      `s/omni-portal-terraform-(state|locks)-/omni-portal-terraform-$1-${ELSEWHERE}-/g`,
    ),
    edit(
      "src/systems/omni-portal/names.ts",
      `s/(export function omniPortalNames.*\\n)/$1  if (environment === "${environment}") environment = "${ELSEWHERE}";\\n/`,
    ),
    "# AWS reports charges in us-east-1 alone: no alarm elsewhere sees them",
    edit("src/systems/omni-portal/monitoring.ts", "s/\\n  new CostAlarm\\(.*?;\\n/\\n/s"),
    "npx estate runbooks --write",
    'git commit -am "OmniPortal moves to another region"',
  ];
}

function secrets(place: OmniPortalPlace): string[] {
  const { aws, names, environment } = elsewhere(place);
  return KEPT_SECRETS.map((name) => names.secret(name)).map((secret) => {
    const renamed = secret.replace(`/${environment}/`, `/${ELSEWHERE}/`);
    const read = { "secret-id": secret, query: "SecretString", output: "text" };
    const write = { "secret-id": renamed, "secret-string": "file:///dev/stdin" };
    const value = aws("secretsmanager get-secret-value", read);
    return `printf %s "$(${value})" |\n  ${aws("secretsmanager put-secret-value", write)}`;
  });
}

function database(place: OmniPortalPlace): string[] {
  const there = elsewhere(place);
  return [
    ...readRestoredInstance(there),
    restoreSnapshot(there),
    untilDone(there.aws("rds wait db-instance-available", { "db-instance-identifier": RESTORED })),
  ];
}

function files(place: OmniPortalPlace): string[] {
  const { aws, read } = elsewhere(place);
  return FILES.flatMap((bucket) => {
    const name = bucket.toUpperCase();
    return [read(name, `bucket_names.${bucket}`), aws(`s3 sync "s3://\${OLD_${name}:?}" "s3://\${${name}:?}"`, {})];
  });
}

function release({ estate, config }: OmniPortalPlace): string[] {
  const { domainName, certificate } = config.edge;
  const zone = "hostedZone" in certificate ? certificate.hostedZone : domainName;
  const id = command("aws route53 list-hosted-zones-by-name", {
    "dns-name": zone,
    query: literal("HostedZones[0].Id"),
    output: "text",
  });
  return [
    "VERSION=v0.0.0",
    estate("release", `api ${variable("VERSION")}`),
    estate("db bootstrap"),
    estate("verify"),
    `ZONE=$(${id} | cut -d/ -f3)`,
    estate("terraform", `-- import aws_route53_record.load_balancer_domain "\${ZONE:?}_${domainName}_A"`),
    `${estate("plan")}   # read it: one change, the record's`,
    estate("deploy"),
  ];
}
