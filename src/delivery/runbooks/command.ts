/** An option's value as the shell is to read it (whoever writes it quotes it), several words, or `true` for a bare flag. */
export type OptionValue = string | readonly string[] | boolean | undefined;

const LINE_LENGTH = 110;

/**
 * A command line: `words`, then `--name value` for every option; on several lines when it is long. `false` and undefined
 * leave an option out. Pure.
 */
export function command(words: string, options: Readonly<Record<string, OptionValue>>): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return [[`--${name}`, ...(value === true ? [] : [value].flat())].join(" ")];
  });
  const line = [words, ...given].join(" ");
  return line.length <= LINE_LENGTH ? line : [words, ...given].join(" \\\n  ");
}

/** A value that the shell leaves as it is. */
export const literal = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A variable that was set before; without a value the shell refuses the whole command, rather than to pass nothing on. */
export const variable = (name: string): string => `"\${${name}:?}"`;

/** Asks again until it is so: what was just renamed or made is unknown to AWS for a moment. */
export const untilDone = (condition: string): string => `until ${condition}; do sleep 15; done`;
