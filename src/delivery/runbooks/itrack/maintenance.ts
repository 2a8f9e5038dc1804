import { literal, variable } from "../command";
import type { ITrackRunbook } from "./place";

export const maintenance: ITrackRunbook = {
  file: "maintenance",
  title: "Maintenance",
  about: [
    "Document 003 names three tasks. Each has somebody who does it, and a day:",
    [
      "| task | how often | who | what is done with it |",
      "| --- | --- | --- | --- |",
      "| security updates: `make security-scan` | weekly, and by every pull request | the engineer on duty | findings are fixed, or acknowledged with a reason and an end |",
      "| drift: `make validate` | daily in production | the engineer on duty | whoever changed AWS by hand says why; `estate deploy` puts it back, or the code follows |",
      "| backups: step 2 | weekly; the restore test of every month besides | the engineer on duty; the security officer reads the list once a quarter | a failure reaches the topic for critical alarms at once, and is mended the same day |",
    ].join("\n"),
    "Three things are done once, by hand, because no API of Terraform's does them: whoever is named in `alarms.subscribers` opens the mail that AWS sent and confirms (step 3 shows who has not: Terraform reads such a subscription as pending, and no alarm reaches that person); the tags that costs are told apart by are activated in billing (step 4); and the account says once whether AWS Backup manages DynamoDB fully (new accounts do; step 2 fails to show cold storage and copies otherwise).",
  ].join("\n\n"),
  steps: [
    {
      title: "Scan, and look for drift",
      text: "`validate` ends with 2 when something was changed outside Terraform, and names it.",
      commands: ({ environment, estate }) => [
        "# make security-scan",
        `# make validate SYSTEM=itrack ENVIRONMENT=${environment}`,
        estate("validate"),
      ],
    },
    {
      title: "Did the backups run?",
      text: "The first command lists the jobs of the last week and their ids, the second one shows one of them; `State` must be `COMPLETED`.",
      commands: ({ aws, names }) => [
        aws("backup list-backup-jobs", {
          "by-backup-vault-name": names.prefix,
          query: literal("BackupJobs[].[BackupJobId,ResourceType,CreationDate,State,StatusMessage]"),
          output: "table",
        }),
        "JOB=the_id_of_one",
        aws("backup describe-backup-job", { "backup-job-id": variable("JOB") }),
      ],
    },
    {
      title: "Who has not confirmed the subscription?",
      text: "A line with `PendingConfirmation` is somebody who gets no alarm. `estate verify` lists them too. The mail's link is good for two days; a new one comes when the subscriber is removed, deployed, added and deployed again.",
      commands: ({ aws, estate, read }) => [
        read("TOPIC", "alert_topic_arn"),
        aws("sns list-subscriptions-by-topic", {
          "topic-arn": variable("TOPIC"),
          query: literal("Subscriptions[].[Endpoint,SubscriptionArn]"),
          output: "text",
        }),
        estate("verify"),
      ],
    },
    {
      title: "Activate the tags for costs",
      text: "Once for the account (in AWS Organizations for the payer's), a day after the first deployment: before that the bill does not know them, and the budget, which counts what carries them, stays at 0.",
      commands: ({ aws }) => [
        aws("ce update-cost-allocation-tags-status", {
          "cost-allocation-tags-status": [
            "TagKey=Project,Status=Active",
            "TagKey=Environment,Status=Active",
            "TagKey=DataClassification,Status=Active",
          ],
        }),
        aws("ce list-cost-allocation-tags", { status: "Active", query: literal("CostAllocationTags[].TagKey") }),
      ],
    },
  ],
  after: [
    "## Capacity that is reserved",
    "Predictable is what runs all the year at the same size: in production the database (one Multi-AZ instance of its class) and the three tasks of each service that are the floor. The table is on demand, which document 003 asks for and which cannot be reserved. A database's reservation is bought as OmniPortal's is: [Reserved Instances](../omni-portal/reserved-instances.md), with the class of `src/config/itrack.ts`. Tasks get a [Compute Savings Plan](https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html), which Lambda shares. Both are purchases, not settings: nothing in the stack changes.",
  ].join("\n\n"),
};
