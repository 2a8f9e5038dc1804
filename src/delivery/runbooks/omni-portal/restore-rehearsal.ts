import { literal, variable } from "../command";
import type { OmniPortalRunbook } from "./place";

export const restoreRehearsal: OmniPortalRunbook = {
  file: "restore-rehearsal",
  title: "Restore rehearsal",
  about: [
    "A backup that was never restored is a hope (164.308(a)(7)(ii)(D)). Two rehearsals prove it:",
    [
      "| | how often | proves | done by |",
      "| --- | --- | --- | --- |",
      "| AWS Backup's restore test | first Sunday of every month, by itself | that the newest recovery point becomes a database, which is deleted again | AWS; a failure reaches the alert topic |",
      "| by hand, steps 2 to 4 | twice a year, and after every change to backups, keys or this page | that the rows are right, that people can do it, and how long it takes | whoever is on call, with a second person who writes |",
    ].join("\n"),
    "The evidence lies in the bucket `backups` below `restore-rehearsals/`, where old versions are kept and nobody overwrites unseen. It is kept for six years (164.316(b)(2)(i)). The security officer reads it after each rehearsal by hand, and the list of tests once a quarter.",
  ].join("\n\n"),
  where: ({ config }) => config.recovery.backups.restoreTests.tested,
  steps: [
    {
      title: "What did the monthly tests do?",
      text: "Every `status` is `COMPLETED`; a month without a line is a failure too.",
      commands: ({ aws, names }) => [
        aws("backup list-restore-jobs", {
          "by-status": "COMPLETED",
          query: literal(
            "RestoreJobs[?CreatedBy.RestoreTestingPlanArn].{made:CreationDate,done:CompletionDate,type:ResourceType,from:RecoveryPointArn}",
          ),
          output: "table",
        }),
        aws("backup list-restore-jobs", {
          "by-status": "FAILED",
          query: literal("RestoreJobs[].[CreationDate,StatusMessage]"),
        }),
        aws("backup list-recovery-points-by-backup-vault", {
          "backup-vault-name": names.prefix,
          query: literal("sort_by(RecoveryPoints,&CreationDate)[-1].[CreationDate,ResourceType,Status]"),
        }),
      ],
    },
    {
      title: "Restore, check, clean up",
      text: "Steps 1 to 4 of [Database restore](database-restore.md), then delete `omni-portal-restored`; once a year [Redis restore](redis-restore.md), steps 1 to 4 and 6. Note the time at each step.",
    },
    {
      title: "Verify what came back",
      text: "Compare with the live database: the tables are the same, the newest row is as old as the chosen moment, and three records that the second person picks are equal, field by field. A count alone is no verification.",
    },
    {
      title: "Keep the evidence",
      text: "Who, when, which snapshot, minutes until available and until verified, what was compared, what went wrong. No patients' data.",
      commands: ({ aws, read, estate }) => [
        read("BACKUPS", "bucket_names.backups"),
        'RECORD="restore-rehearsal-$(date -u +%Y-%m-%d).md"',
        '"${EDITOR:-vi}" "${RECORD:?}"',
        aws('s3 cp "${RECORD:?}" "s3://${BACKUPS:?}/restore-rehearsals/"', {}),
        aws("s3api list-objects-v2", {
          bucket: variable("BACKUPS"),
          prefix: "restore-rehearsals/",
          query: literal("Contents[].[Key,LastModified]"),
          output: "text",
        }),
        estate("verify"),
      ],
    },
  ],
};
