import { ConfigError, formatProblems } from "../../src/config";

const problem = {
  deployment: "omnirapeutic-dev",
  field: "database.backupRetentionDays",
  value: 0,
  allowed: "whole numbers from 1 to 35",
  fix: "Set 35.",
};

describe("formatProblems", () => {
  it("says field, value, what is allowed and the fix, under the deployment's name", () => {
    expect(formatProblems([problem])).toBe(
      [
        "1 configuration problem",
        "",
        "omnirapeutic-dev",
        "  database.backupRetentionDays = 0",
        "    allowed: whole numbers from 1 to 35",
        "    fix:     Set 35.",
      ].join("\n"),
    );
  });

  it("groups by deployment, also when the problems come mixed", () => {
    const text = formatProblems([
      problem,
      { ...problem, deployment: "omnirapeutic-staging" },
      { ...problem, field: "region" },
    ]);
    expect(text).toContain("3 configuration problems");
    expect(text.match(/^omnirapeutic-.*$/gm)).toEqual(["omnirapeutic-dev", "omnirapeutic-staging"]);
  });

  it("shows text in quotes, and names what is missing or no number", () => {
    const shown = [undefined, Number.NaN, "x", { kept: false }].map((value) => formatProblems([{ ...problem, value }]));
    expect(shown.map((text) => /Days = (.*)/.exec(text)?.[1])).toEqual(["(missing)", "NaN", '"x"', '{"kept":false}']);
  });
});

describe("ConfigError", () => {
  it("carries the problems and reads like them", () => {
    const error = new ConfigError([problem]);
    expect(error.problems).toEqual([problem]);
    expect(error.message).toBe(formatProblems([problem]));
  });
});
