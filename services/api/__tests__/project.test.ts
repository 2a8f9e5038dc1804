import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

type Pins = Record<string, string>;
const project = JSON.parse(readFileSync("package.json", "utf8")) as {
  dependencies: Pins;
  devDependencies: Pins;
  scripts: Pins;
};
const compiler = JSON.parse(readFileSync("tsconfig.json", "utf8")) as { compilerOptions: Record<string, unknown> };

/** True for an exact version inside the caret range of `least`. */
function fits(pin: string, least: string): boolean {
  const sameMajor = pin.split(".")[0] === least.split(".")[0];
  return /^\d+\.\d+\.\d+$/.test(pin) && sameMajor && pin.localeCompare(least, "en", { numeric: true }) >= 0;
}

test.each([
  ["express", "4.21.2", "[004-dep-express]"],
  ["pg", "8.13.1", "[004-dep-pg]"],
  ["dotenv", "16.4.7", "[004-dep-dotenv]"],
])("depends on %s ^%s, pinned %s", (name, least) => {
  expect(fits(project.dependencies[name] ?? "", least)).toBe(true);
});
test.each([
  ["ts-node", "[004-dep-ts-node]"],
  ["jest", "[004-dep-jest]"],
  ["eslint", "[004-dep-eslint]"],
  ["prettier", "[004-dep-prettier]"],
  ["@types/express", "[004-dep-types-express]"],
  ["@types/node", "[004-dep-types-node]"],
  ["@types/jest", "[004-dep-types-jest]"],
])("develops with %s, pinned %s", (name) => {
  expect(project.devDependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
});
test("develops with TypeScript ^5.7.2 [004-dep-typescript]", () => {
  expect(fits(project.devDependencies.typescript ?? "", "5.7.2")).toBe(true);
});
test("compiles in strict mode for ES2022 [004-ts-strict] [004-ts-target] [004-file-tsconfig]", () => {
  expect(compiler.compilerOptions).toMatchObject({ strict: true, target: "ES2022" });
});
test("is a project of its own with sources under src [004-project-folder] [004-file-package-json] [004-file-src]", () => {
  for (const path of ["package.json", "package-lock.json", "src/index.ts"]) expect(existsSync(path)).toBe(true);
});
test.each([
  ["middleware", "[004-folder-middleware]"],
  ["services", "[004-folder-services]"],
  ["types", "[004-folder-types]"],
  ["utils", "[004-folder-utils]"],
])("src/%s has content %s", (folder) => {
  expect(readdirSync(join("src", folder)).length).toBeGreaterThan(0);
});
