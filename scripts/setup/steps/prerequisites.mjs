import { attempt, findProgram, identityOf } from "../lib/programs.mjs";
import { SetupError } from "../lib/setup-error.mjs";
import { isAtLeast, versionIn, versions } from "../lib/versions.mjs";

const install = {
  node: "install Node.js 20.9 or newer (22 recommended), for example from https://nodejs.org",
  git: "install git, for example `apt-get install git` or `brew install git`",
};

/** What setup cannot install by itself. Everything missing is reported at once, before any long work begins. */
export const prerequisites = {
  name: "prerequisites",
  title: "tools to begin with",
  groups: ["core", "check", "scan"],
  needs: [],
  inputs: () => [
    versions,
    process.version,
    ...["git", ...versions.python.programs].map((name) => identityOf(findProgram(name))),
  ],
  isPresent: () => true,
  run: async () => {
    const git = await attempt("git", ["--version"]);
    const problems = [judge("node", process.version), judge("git", git.code === 0 ? git.output : "")].filter(Boolean);
    if (problems.length > 0) {
      throw new SetupError(problems.map(({ what }) => what).join("\n"), problems.map(({ fix }) => fix).join("\n     "));
    }
  },
};

function judge(program, output) {
  const found = versionIn(output);
  const wanted = versions[program].atLeast;
  if (found && isAtLeast(found, wanted)) return undefined;
  return { what: `${program} ${wanted} or newer is needed; found ${found ?? "none"}.`, fix: install[program] };
}
