import { rowsOf, type Row } from "./row";

const terraform = "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs";

/** What attributes mean on whatever type has them; asked after the rows of the type. */
export const common: readonly Row[] = rowsOf(["*"], terraform, [
  ["tags", "any", "cosmetic", "nothing else changes"],
  ["tags_all", "any", "cosmetic", "nothing else changes"],
  ["description", "any", "cosmetic", "nothing else changes"],
  ["comment", "any", "cosmetic", "nothing else changes"],
  ["timeouts", "any", "cosmetic", "only Terraform waits for another time"],
  ["apply_immediately", "any", "harmless", "it says only when other changes are made"],
  ["skip_destroy", "any", "harmless", "it matters only once the resource is destroyed"],
  [
    "deletion_protection",
    "switched-off",
    "data-loss",
    "nothing in AWS stops its destruction any more",
    "Keep it on; to retire it for good, see docs/stateful-resources.md.",
  ],
  ["deletion_protection", "any", "harmless", "AWS refuses to destroy it"],
  [
    "force_destroy",
    "switched-on",
    "data-loss",
    "a destroy no longer stops where data is left in it",
    "Leave it off, and empty it deliberately when it is retired.",
  ],
  ["force_destroy", "any", "harmless", "a destroy stops where data is left in it"],
  [
    "publicly_accessible",
    "switched-on",
    "exposure",
    "it gets an address on the internet",
    "Keep it private; people reach it through the bastion.",
  ],
  [
    "kms_key_id",
    "removed",
    "exposure",
    "what is written from now on is no longer under a key of this estate",
    "Name the estate's key.",
  ],
  [
    "kms_key_id",
    "any",
    "unjudged",
    "new data is under another key, and what is there stays under the old one",
    "Keep the old key until nothing is encrypted with it.",
  ],
]);
