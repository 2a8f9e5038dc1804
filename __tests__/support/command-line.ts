import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** The source of an `estate` command, with what it imports from its own folder (shared options); none if there is no such command. */
function commandSource(command: string): string | undefined {
  const file = `src/cli/${command}.ts`;
  if (!existsSync(path.join(root, file)) || !/^export function register/m.test(read(file))) return undefined;
  const siblings = [...read(file).matchAll(/from "\.\/([\w-]+)"/g)].map(([, name]) => read(`src/cli/${name}.ts`));
  return [read(file), ...siblings].join("\n");
}

/** Calls of `estate` in a text: after `npx`, or at the start of inline code. */
export function estateCalls(text: string): { readonly command: string; readonly options: readonly string[] }[] {
  return [...text.matchAll(/(?:npx |`)estate ([a-z]+)([^\n`#|)>]*)/g)].map(([, command = "", rest = ""]) => ({
    command,
    options: [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option),
  }));
}

/** Commands and options of `estate` that a text names and the command line does not know. */
export function unknownCommands(text: string): string[] {
  return estateCalls(text).flatMap(({ command, options }) => {
    const source = commandSource(command);
    return source === undefined ? [command] : options.filter((option) => !source.includes(option));
  });
}

/** Make targets that a text names, at the start of a line, of inline code or of a shell command. */
export function makeTargets(text: string): string[] {
  return [...text.matchAll(/(?:^|`|&& )make ([a-z-]+)/gm)].map(([, target = ""]) => target);
}

/** Make targets that a text names and the Makefile does not have. */
export function unknownTargets(text: string): string[] {
  const makefile = read("Makefile");
  return makeTargets(text).filter((target) => !new RegExp(`^${target}:`, "m").test(makefile));
}
