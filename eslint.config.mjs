import tseslint from "typescript-eslint";
import { importX } from "eslint-plugin-import-x";

/** Imports go one way (docs/architecture.md): each folder names the sibling folders that it may import. */
const mayImport = {
  config: [],
  platform: [],
  constructs: ["platform"],
  systems: ["constructs", "platform", "config"],
  policy: ["platform"],
  delivery: ["policy", "platform", "config", "systems"],
  cli: ["delivery", "policy", "platform", "config"],
};
const folders = Object.keys(mayImport);
const zones = folders.map((target) => ({
  target: `./src/${target}`,
  from: folders.filter((from) => from !== target && !mayImport[target].includes(from)).map((from) => `./src/${from}`),
  message: `src/${target} may import only: ${mayImport[target].join(", ") || "nothing of ours"} (docs/architecture.md, "One direction").`,
}));

const barrelMessage =
  "Import provider classes by subpath (@cdktf/provider-aws/lib/vpc): the barrel costs 2.7 s and 537 MB.";
const barrels = ["@cdktf/provider-aws", "@cdktf/provider-random"].map((name) => ({ name, message: barrelMessage }));
const noCdktfInternals = {
  group: ["cdktf/lib/*"],
  message: "cdktf/lib is private: the maintained fork keeps only the public API.",
};
const noAwsSdk = { group: ["@aws-sdk/*"], message: "Synthesis stays light: only src/delivery talks to AWS." };
const noCdktf = {
  group: ["cdktf", "constructs", "@cdktf/*"],
  message: "Configuration is plain data: it imports no CDKTF.",
};
const purity = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Synthesis is pure: only main.ts reads the environment.",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "Synthesis is pure: no randomness.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Synthesis is pure: no clock.",
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Synthesis is pure: no clock." },
];
const restricted = (...patterns) => ({
  "no-restricted-imports": ["error", { paths: barrels, patterns: [noCdktfInternals, ...patterns] }],
});

export default tseslint.config(
  { ignores: ["node_modules", ".estate", "cdktf.out", "coverage", "services"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommended],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": ["error", { maxDepth: 6 }],
      eqeqeq: "error",
      ...restricted(),
    },
  },
  { files: ["src/config/**/*.ts"], rules: restricted(noAwsSdk, noCdktf) },
  { files: ["src/{platform,constructs,systems,policy}/**/*.ts", "main.ts"], rules: restricted(noAwsSdk) },
  {
    files: ["src/{config,platform,constructs,systems,policy}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...purity] },
  },
);
