/** Fast tests run anywhere; `*.sandbox.test.ts` deploy with real Terraform to the embedded AWS (ESTATE_TESTS=smoke|sandbox). */
const wanted = process.env.ESTATE_TESTS ?? "fast";
const patterns = {
  fast: ["<rootDir>/__tests__/**/*.test.ts"],
  smoke: ["<rootDir>/__tests__/**/*.smoke.sandbox.test.ts"],
  sandbox: ["<rootDir>/__tests__/**/*.sandbox.test.ts"],
};
/** `make test` runs smoke tests already, so `make test-sandbox` does not repeat them. */
const leftOut = { fast: ["\\.sandbox\\.test\\.ts$"], smoke: [], sandbox: ["\\.smoke\\.sandbox\\.test\\.ts$"] };
if (!(wanted in patterns))
  throw new Error(`ESTATE_TESTS=${wanted}: expected one of ${Object.keys(patterns).join(", ")}`);

module.exports = {
  testEnvironment: "node",
  // Systems read the packages of their functions when they are synthesized.
  globalSetup: "<rootDir>/__tests__/support/package-functions.cjs",
  testMatch: patterns[wanted],
  testPathIgnorePatterns: ["/node_modules/", "/\\.estate/", ...leftOut[wanted]],
  modulePathIgnorePatterns: ["<rootDir>/\\.estate/", "<rootDir>/cdktf.out/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // Two cores: fast tests keep both busy; tests on the sandbox mostly wait for Terraform.
  maxWorkers: wanted === "fast" ? "100%" : 4,
  collectCoverageFrom: ["src/**/*.ts", "main.ts"],
  coverageProvider: "v8",
  coverageThreshold: wanted === "fast" ? { global: { lines: 85, branches: 85 } } : undefined,
  testTimeout: wanted === "fast" ? 30_000 : 1_800_000,
};
