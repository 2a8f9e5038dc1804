module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  maxWorkers: "100%",
  // What only runs in processes of its own (index.ts, server.ts, bootstrap/main.ts) counts as uncovered here.
  collectCoverageFrom: ["src/**/*.ts", "!src/types/**"],
  coverageProvider: "v8",
  coverageThreshold: { global: { lines: 80, branches: 85 } },
  testTimeout: 60_000,
};
