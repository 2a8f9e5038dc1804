module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  maxWorkers: "100%",
  // index.ts only runs in processes of its own, as Lambda runs it.
  collectCoverageFrom: ["src/**/*.ts"],
  coverageProvider: "v8",
  coverageThreshold: { global: { lines: 85, branches: 85 } },
  testTimeout: 60_000,
};
