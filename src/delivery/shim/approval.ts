import { createInterface } from "node:readline";

/** Terraform's own words: cdktf-cli recognises them and answers on standard input. */
const question = `
Do you want to perform these actions?
  Terraform will perform the actions described above.
  Only 'yes' will be accepted to approve.

  Enter a value: `;

/** Asks as Terraform asks; true when the answer is `yes`. */
export async function approved(): Promise<boolean> {
  process.stdout.write(question);
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    process.stdout.write("\n");
    if (line.trim() === "yes") return true;
    break;
  }
  process.stdout.write("Apply cancelled.\n");
  return false;
}
