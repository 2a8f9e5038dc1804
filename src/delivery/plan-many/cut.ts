/** What stands open at a line of Markdown. */
interface Open {
  readonly fenced: boolean;
  readonly folds: number;
}

/** The first whole lines of a Markdown text, at most `limit` characters together with what closes an open fence and folds. Pure. */
export function cutMarkdown(text: string, limit: number): string {
  const kept: string[] = [];
  let open: Open = { fenced: false, folds: 0 };
  let length = 0;
  for (const line of text.split("\n")) {
    const after = openAfter(line, open);
    if (length + line.length + 1 + closing(after).length > limit) break;
    kept.push(line);
    length += line.length + 1;
    open = after;
  }
  return kept.join("\n") + closing(open);
}

function openAfter(line: string, { fenced, folds }: Open): Open {
  if (line.trimStart().startsWith("```")) return { fenced: !fenced, folds };
  if (fenced) return { fenced, folds };
  const change = (line.match(/<details\b/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
  return { fenced, folds: Math.max(0, folds + change) };
}

function closing({ fenced, folds }: Open): string {
  return `${fenced ? "\n```" : ""}${"\n\n</details>".repeat(folds)}`;
}
