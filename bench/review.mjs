/** `make bench-review`: a plan of 5,000 changes read, judged and rendered, against the budget. Prints seconds, memory and ratio. */
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const here = dirname(fileURLToPath(import.meta.url)); // import.meta.dirname needs Node 20.11
const { bundle } = createRequire(import.meta.url)(join(here, "..", "bin", "bundle.cjs"));
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const CHANGES = 5000;
/** design: the whole of it, Node's start included. */
const BUDGET_SECONDS = 2;

const statement = (action) => ({
  Effect: "Allow",
  Action: [action, "s3:GetObject"],
  Resource: "arn:aws:s3:::documents/*",
});
const container = (n, digest) => ({
  name: "api",
  image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:${digest.repeat(64)}`,
  environment: Array.from({ length: 20 }, (_, k) => ({ name: `NAME_${k}`, value: `value ${k} of ${n}` })),
  secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x" }],
});
const common = (n) => ({
  arn: `arn:aws:service:us-east-1:123456789012:thing/${n}`,
  tags: { Name: `thing-${n}`, HIPAA: "true", DataClassification: "phi" },
  ...Object.fromEntries(Array.from({ length: 25 }, (_, k) => [`setting_${k}`, k % 2 ? k : `text ${k}`])),
});

/** Before and after of one resource in turn of each kind. */
const kinds = [
  [
    "aws_db_instance",
    (n) => [
      { backup_retention_period: 35, password: `secret of ${n}` },
      { backup_retention_period: 7, password: `new secret of ${n}` },
    ],
  ],
  [
    "aws_ecs_task_definition",
    (n) => ["a", "b"].map((digest) => ({ container_definitions: JSON.stringify([container(n, digest)]) })),
  ],
  [
    "aws_iam_policy",
    () => ["s3:PutObject", "*"].map((action) => ({ policy: JSON.stringify({ Statement: [statement(action)] }) })),
  ],
  [
    "aws_security_group",
    () =>
      [["10.0.0.0/16"], ["10.0.0.0/16", "0.0.0.0/0"]].map((cidr_blocks) => ({
        ingress: [{ cidr_blocks, from_port: 443, to_port: 443 }],
      })),
  ],
  ["aws_s3_bucket", () => [{ tags: { Owner: "a" } }, { tags: { Owner: "b" } }]],
];

function change(_, n) {
  const [type, pair] = kinds[n % kinds.length];
  const [before, after] = pair(n).map((own) => ({ ...common(n), ...own }));
  const marks = type === "aws_db_instance" ? { password: true } : {};
  const values = { before, after, after_unknown: {}, before_sensitive: marks, after_sensitive: marks };
  const name = `r${n}`;
  return { address: `${type}.${name}`, mode: "managed", type, name, change: { actions: ["update"], ...values } };
}

const work = mkdtempSync(join(tmpdir(), "estate-bench-review-"));
try {
  process.chdir(join(here, ".."));
  const file = join(work, "plan.json");
  const resource_changes = Array.from({ length: CHANGES }, change);
  writeFileSync(file, JSON.stringify({ format_version: "1.2", resource_changes }));
  const name = "review";
  const run = { name, command: process.execPath, args: [bundle("bench/reviewed-plan.ts", { external: true }), file] };
  const reading = "process.argv[1] && JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'))";
  const floor = { name: "reading", command: process.execPath, args: ["-e", reading, file] };
  const results = measure([run, floor], rounds);
  const { seconds, megabytes } = results.get(name);
  console.table([
    {
      changes: CHANGES,
      "plan MB": (statSync(file).size / 1e6).toFixed(1),
      seconds: seconds.toFixed(2),
      "budget s": BUDGET_SECONDS,
      "of budget": (seconds / BUDGET_SECONDS).toFixed(2),
      "x reading it": (seconds / results.get("reading").seconds).toFixed(1),
      MB: Math.round(megabytes),
    },
  ]);
  process.exitCode = seconds <= BUDGET_SECONDS ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}
