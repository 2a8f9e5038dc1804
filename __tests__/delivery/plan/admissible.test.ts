import { findDeployment } from "../../../src/config";
import { inadmissible } from "../../../src/delivery/plan/admissible";
import type { TerraformDocument } from "../../../src/delivery/synth";
import { documentOf } from "../../support/delivery";

const identity = findDeployment("omnirapeutic-dev");
const check = (changes: Partial<TerraformDocument> = {}, files: readonly string[] = ["cdk.tf.json"]) =>
  inadmissible({ ...documentOf(), ...changes }, files, identity);

describe("synthesized JSON", () => {
  it("of this project is accepted, with its lock file beside it", () => {
    const document = documentOf({ aws_vpc: { network: { cidr_block: "10.0.0.0/16" } } });
    expect(inadmissible(document, ["cdk.tf.json", ".terraform.lock.hcl", ".terraform"], identity)).toEqual([]);
  });

  it.each<[string, Partial<TerraformDocument>, string]>([
    [
      "a provisioner, which runs commands",
      { resource: { aws_vpc: { network: { provisioner: [{ "local-exec": { command: "id" } }] } } } },
      "aws_vpc.network has a provisioner, which runs commands",
    ],
    [
      "an external data source",
      { data: { external: { run: { program: ["id"] } } } },
      "data.external.run needs a provider other than aws and random",
    ],
    [
      "an http data source",
      { data: { http: { leak: { url: "https://example.com" } } } },
      "data.http.leak needs a provider other than aws and random",
    ],
    [
      "another deployment's state",
      { data: { terraform_remote_state: { other: {} } } },
      "data.terraform_remote_state.other needs a provider other than aws and random",
    ],
    [
      "an unknown ephemeral resource",
      { ephemeral: { vault_secret: { x: {} } } },
      "ephemeral.vault_secret.x needs a provider other than aws and random",
    ],
    [
      "a module",
      { module: { vpc: { source: "./x" } } },
      "module.vpc brings in Terraform code that was not synthesized here",
    ],
    [
      "a look-alike of a known provider",
      { terraform: { ...documentOf().terraform, required_providers: { aws: { source: "evil/aws" } } } },
      "provider aws (evil/aws) is not one of aws, random",
    ],
    [
      "an unknown provider",
      { terraform: { ...documentOf().terraform, required_providers: { null: {} } } },
      "provider null (null) is not one of aws, random",
    ],
    [
      "a function that reads files of the machine that plans",
      { resource: { aws_vpc: { network: { tags: { Name: '${file("/proc/self/environ")}' } } } } },
      "the function file() reads files of this machine",
    ],
    ["no backend", { terraform: {} }, "the state backend is missing, not s3"],
    ["a local backend", { terraform: { backend: { local: {} } } }, "the state backend is local, not s3"],
  ])("with %s is refused", (_what, changes, finding) => {
    expect(check(changes)).toEqual([finding]);
  });

  it.each(["bucket", "key", "region", "dynamodb_table"])(
    "whose backend %s is another deployment's is refused [000-state-init-per-environment]",
    (argument) => {
      const { terraform } = documentOf();
      const s3 = { ...terraform?.backend?.s3, [argument]: "foreign" };
      expect(check({ terraform: { ...terraform, backend: { s3 } } })).toEqual([
        expect.stringMatching(
          new RegExp(`^backend ${argument} is "foreign", but omnirapeutic-dev keeps its state in "`),
        ),
      ]);
    },
  );

  it.each([[undefined], [["222222222222"]], [[identity.account, "222222222222"]]])(
    "whose provider allows the accounts %j is refused",
    (allowed_account_ids) => {
      expect(check({ provider: { aws: [{ allowed_account_ids }] } })).toEqual([
        expect.stringContaining(`belongs to ${identity.account}`),
      ]);
    },
  );

  it.each(["extra.tf", "extra.tf.json", "terraform.tfvars", "x.auto.tfvars.json"])(
    "with %s beside it is refused",
    (file) => {
      expect(check({}, ["cdk.tf.json", file])).toEqual([
        `${file} lies beside cdk.tf.json and would be part of the plan`,
      ]);
    },
  );

  it("is told everything that is wrong at once", () => {
    expect(check({ module: { a: {} }, data: { http: { b: {} } }, terraform: {} })).toHaveLength(3);
  });
});
