import tseslint from "typescript-eslint";

/** Every environment variable is read and validated in one place. */
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only src/index.ts reads the environment, through src/config.ts.",
};

export default tseslint.config(
  { ignores: ["node_modules", "coverage"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
      // What is logged goes through the logger, which knows what must not be written.
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/index.ts"],
    rules: { "no-restricted-syntax": ["error", environment] },
  },
);
