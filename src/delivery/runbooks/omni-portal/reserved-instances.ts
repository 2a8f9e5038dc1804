import { literal, variable } from "../command";
import type { OmniPortalPlace, OmniPortalRunbook } from "./place";

const YEAR_SECONDS = 31_536_000;

export const reservedInstances: OmniPortalRunbook = {
  file: "reserved-instances",
  title: "Reserved Instances for the database",
  about: [
    "For a database that runs all the year, AWS gives a discount on the instance hours against a promise to pay for one or three years. It is a purchase, not a setting: nothing in the stack changes, nothing restarts, and it applies to any running instance of that kind in the account and region.",
    'Document 000 promises "save 40-60%". That is a claim to check, not a figure of ours: it depends on class, term and payment, and one year without payment in advance saves less. Step 2 computes it from AWS\'s own prices of the day. Storage, backups and transfer get no discount.',
    "Buy only when the class has proved right for three months, and not before a change of engine or family that is planned. A reservation cannot be given back. Reservations of one family are interchangeable in size (MySQL), Multi-AZ counts as two.",
  ].join("\n\n"),
  facts: ({ config }) => ({
    class: `\`${config.database.instanceClass}\``,
    "to reserve": wanted(config).join(" and "),
  }),
  where: ({ config }) => config.protection.allowDestroy.kept,
  steps: [
    {
      title: "What is on offer?",
      text: "`rate` is dollars an hour, `fixed` dollars in advance. Choose one of the offers.",
      commands: (place) => [offerings(place, "table"), "OFFERING=the_id_of_the_chosen_offer"],
    },
    {
      title: "What does it save?",
      text: "Saved = 1 - (fixed / hours of the term + rate) / price on demand, which is on the [price page](https://aws.amazon.com/rds/mysql/pricing/). Compare with the 40-60 % above, and write the figure into the purchase order.",
    },
    {
      title: "Buy",
      text: "**This spends money and cannot be undone.** After the approval of whoever owns the budget.",
      commands: (place) => [
        place.aws("rds purchase-reserved-db-instances-offering", {
          "reserved-db-instances-offering-id": variable("OFFERING"),
          "reserved-db-instance-id": `"${place.deployment}-$(date -u +%Y%m%d)"`,
          "db-instance-count": "1",
        }),
      ],
    },
    {
      title: "Watch it",
      text: "An unused reservation costs as much as a used one. Put the end of the term into the calendar: it does not renew.",
      commands: ({ aws }) => [
        aws("rds describe-reserved-db-instances", {
          query: literal(
            "ReservedDBInstances[].{id:ReservedDBInstanceId,class:DBInstanceClass,state:State,from:StartTime,seconds:Duration}",
          ),
          output: "table",
        }),
      ],
    },
  ],
};

function wanted({ database }: OmniPortalPlace["config"]): string[] {
  const first = database.multiAz.kept ? "1 Multi-AZ" : "1 Single-AZ";
  return database.readReplica.kept ? [first, "1 Single-AZ (the replica)"] : [first];
}

function offerings({ aws, config }: OmniPortalPlace, output: string): string {
  return aws("rds describe-reserved-db-instances-offerings", {
    "db-instance-class": config.database.instanceClass,
    "product-description": "mysql",
    duration: String(YEAR_SECONDS),
    ...(config.database.multiAz.kept ? { "multi-az": true } : { "no-multi-az": true }),
    query: literal(
      "ReservedDBInstancesOfferings[].{id:ReservedDBInstancesOfferingId,type:OfferingType,fixed:FixedPrice,rate:RecurringCharges[0].RecurringChargeAmount}",
    ),
    output,
  });
}
