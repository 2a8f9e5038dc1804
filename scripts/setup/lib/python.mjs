import { attempt } from "./programs.mjs";
import { isAtLeast, versionIn, versions } from "./versions.mjs";
import { SetupError } from "./setup-error.mjs";

/** The first Python that is new enough and can make virtual environments. @throws SetupError naming every one that was looked at */
export async function findPython() {
  const refused = [];
  for (const name of versions.python.programs) {
    const { code, output } = await attempt(name, ["--version"]);
    const version = versionIn(output);
    if (code !== 0 || !version) continue;
    if (!isAtLeast(version, versions.python.atLeast)) refused.push(`${name} is ${version}`);
    else if ((await attempt(name, ["-c", "import ensurepip, venv"])).code !== 0)
      refused.push(`${name} has no venv module`);
    else return name;
  }
  throw new SetupError(
    `Python ${versions.python.atLeast} or newer with its venv module is needed; found ${refused.join(", ") || "none"}.`,
    "install it, for example `apt-get install python3 python3-venv` or `brew install python@3.12`",
  );
}
