/** Whether the address is one that HCL modules make; this project's stacks have none. */
export function isInModule(address: string): boolean {
  return address.startsWith("module.");
}

/** The way from the address that HCL modules gave a resource to the one that the code gives it. */
export function adoptionFix(address: string): string {
  return `HCL modules made it. Adopt it where it is: add {"from": "${address}", "to": "<its address here>", "date": …, "reason": …} to adoption/moves/<system>.json; the plan then shows a move and destroys nothing (docs/plan-gate.md).`;
}
