import type { TerraformEvent } from "../terraform";

const done: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "destroyed",
  read: "read",
};

/** Condenses Terraform's apply events to one line for each resource that is done. */
export class ApplyProgress {
  private finished = 0;

  /** @param total operations of the plan */
  constructor(private readonly total: number) {}

  /** The line that this event deserves, if any. */
  line(event: TerraformEvent): string | undefined {
    switch (event.kind) {
      case "finished":
        this.finished += 1;
        return `${this.count()} ${event.address} ${done[event.action] ?? event.action} in ${event.seconds}s`;
      case "failed":
        return `${this.count()} ${event.address} FAILED after ${event.seconds}s`;
      case "said":
        return event.text || undefined;
      case "started":
        return undefined;
    }
  }

  private count(): string {
    const width = String(this.total).length;
    return `[${String(this.finished).padStart(width)}/${this.total}]`;
  }
}
