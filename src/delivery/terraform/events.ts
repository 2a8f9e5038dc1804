/** What Terraform says while it works: one JSON object a line of its machine-readable output (`-json`). */
export type TerraformEvent =
  | {
      readonly kind: "started" | "finished" | "failed";
      readonly address: string;
      readonly action: string;
      readonly seconds: number;
      readonly id?: string;
    }
  | { readonly kind: "said"; readonly text: string };

/** An error of Terraform: a summary line and, mostly, a detail. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

interface UiLine {
  readonly type?: string;
  readonly "@message"?: string;
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
  readonly hook?: {
    readonly resource: { readonly addr: string };
    readonly action: string;
    readonly elapsed_seconds?: number;
    readonly id_value?: string;
  };
}

const hooks: Readonly<Record<string, "started" | "finished" | "failed">> = {
  apply_start: "started",
  apply_complete: "finished",
  apply_errored: "failed",
};

/** The event on a line of output, or `undefined` for lines that say nothing new to a person who waits. */
export function eventOf(line: string): TerraformEvent | undefined {
  const ui = uiLine(line);
  const kind = hooks[ui?.type ?? ""];
  if (ui?.hook && kind) {
    const { resource, action, elapsed_seconds: seconds = 0, id_value: id } = ui.hook;
    return { kind, address: resource.addr, action, seconds, id };
  }
  return ui?.type === "log" ? { kind: "said", text: (ui["@message"] ?? "").trim() } : undefined;
}

/** Every error in Terraform's output, each once: JSON lines, or the framed text that some errors still use. */
export function errorsIn(output: string): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const line of output.split("\n")) {
    const diagnostic = uiLine(line)?.diagnostic;
    if (diagnostic?.severity !== "error") continue;
    const { summary, detail = "", address } = diagnostic;
    found.set(`${address}${summary}${detail}`, { summary: summary.trim(), detail: detail.trim(), address });
  }
  return found.size > 0 ? [...found.values()] : framedErrors(output);
}

function framedErrors(output: string): readonly Diagnostic[] {
  const text = plainText(output);
  return text
    .split(/^Error: /m)
    .slice(1)
    .map((part) => {
      const [summary = "", ...detail] = part.split("\n");
      return { summary: summary.trim(), detail: detail.join("\n").trim() };
    });
}

/** Terraform's text without colours and the frame that it draws around errors. */
export function plainText(output: string): string {
  return output
    .replace(/\x1b\[[0-9;]*m/g, "")
    .replace(/^[╷│╵] ?/gm, "")
    .trim();
}

function uiLine(line: string): UiLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as UiLine;
  } catch {
    return undefined; // a line of some other program's, or cut off by a kill
  }
}
