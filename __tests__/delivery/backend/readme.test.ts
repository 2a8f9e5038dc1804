import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployments } from "../../../src/config";

describe("backend/README.md", () => {
  it("lists the settings of every deployment as the configuration has them, and of no other", () => {
    const readme = readFileSync(join(__dirname, "../../../backend/README.md"), "utf8");
    const [, section = ""] = readme.split("## Settings per deployment");
    const rows = (section.split("\n## ")[0] ?? "")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(2);
    const cells = rows.map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells).toEqual(
      deployments.map(({ name, backend }) => [
        name,
        backend.bucket,
        backend.key,
        backend.region,
        backend.lockTable,
        backend.kmsKeyAlias,
      ]),
    );
  });
});
