import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "./paths.mjs";
import { findProgram, run } from "./programs.mjs";
import { SetupError } from "./setup-error.mjs";
import { versions } from "./versions.mjs";

/** What decides the result of a build: the module's own pins and checksums, and the linker flags. */
export function goBuildInputs({ module, variables }) {
  const files = ["go.mod", "go.sum"].map((file) => readFileSync(join(paths.goModules, module, file), "utf8"));
  return [...files, variables];
}

/**
 * Builds a program from the pinned Go module `tools/go/<module>`, every source verified against its committed `go.sum`.
 * Each program has a module of its own, so that one's dependencies never change another's.
 */
export async function goBuild({ module, package: goPackage, variables, output }) {
  if (!findProgram("go")) {
    throw new SetupError(
      `Go is needed to build ${module}, and is not on PATH.`,
      `install Go ${versions.go.atLeast} or newer, for example from https://go.dev/dl`,
    );
  }
  mkdirSync(dirname(output), { recursive: true });
  const flags = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  const unfinished = `${output}.unfinished`;
  const build = [
    "build",
    "-trimpath",
    "-buildvcs=false",
    `-ldflags=-s -w ${flags.join(" ")}`,
    "-o",
    unfinished,
    goPackage,
  ];
  await run("go", build, {
    cwd: join(paths.goModules, module),
    env: { CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-mod=readonly" },
    fix: "check the network and Go's configuration (`go env GOPROXY`), then run `make setup` again",
  });
  renameSync(unfinished, output); // a program in use, or a build cut short, never leaves half a file
}
