import type { Deployment } from "../../config";
import type { Block, Blocks, TerraformDocument } from "../synth";

/** The parts of a deployment that its synthesized JSON must agree with. */
export type Identity = Pick<Deployment<unknown>, "name" | "account" | "backend">;

const allowedSources: Readonly<Record<string, readonly string[]>> = {
  aws: ["aws", "hashicorp/aws", "registry.terraform.io/hashicorp/aws"],
  random: ["random", "hashicorp/random", "registry.terraform.io/hashicorp/random"],
};

/**
 * What in synthesized JSON Terraform must not be run on at all: a plan already runs data sources and providers with the
 * caller's credentials, and the JSON may come from a pull request. Pure; empty when all is well.
 */
export function inadmissible(
  document: TerraformDocument,
  files: readonly string[],
  identity: Identity,
): readonly string[] {
  return [
    ...strangeFiles(files),
    ...strangeProviders(document),
    ...strangeBlocks(document),
    ...strangeBackend(document, identity),
    ...wrongAccount(document, identity),
    ...localFileReads(document),
  ];
}

/** Terraform loads every such file of the folder, whatever synthesis wrote. */
function strangeFiles(files: readonly string[]): readonly string[] {
  return files
    .filter((file) => /\.(tf|tf\.json|tfvars|tfvars\.json|tofu)$/.test(file) && file !== "cdk.tf.json")
    .map((file) => `${file} lies beside cdk.tf.json and would be part of the plan`);
}

function strangeProviders({ terraform }: TerraformDocument): readonly string[] {
  return Object.entries(terraform?.required_providers ?? {})
    .filter(([name, { source = name }]) => !allowedSources[name]?.includes(source))
    .map(
      ([name, { source = name }]) =>
        `provider ${name} (${source}) is not one of ${Object.keys(allowedSources).join(", ")}`,
    );
}

function strangeBlocks({
  resource = {},
  data = {},
  ephemeral = {},
  module = {},
}: TerraformDocument): readonly string[] {
  return [
    ...Object.keys(module).map((name) => `module.${name} brings in Terraform code that was not synthesized here`),
    ...[...blocksOf(resource, ""), ...blocksOf(data, "data."), ...blocksOf(ephemeral, "ephemeral.")].flatMap(
      ({ type, address, body }) => [
        ...(isOurs(type) ? [] : [`${address} needs a provider other than aws and random`]),
        ...(["provisioner", "connection"].some((key) => key in body)
          ? [`${address} has a provisioner, which runs commands`]
          : []),
      ],
    ),
  ];
}

function blocksOf(blocks: Blocks, prefix: string): readonly { type: string; address: string; body: Block }[] {
  return Object.entries(blocks).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => ({ type, address: `${prefix}${type}.${name}`, body })),
  );
}

/** `terraform_data` is part of Terraform itself and only holds values; what it could run is a provisioner, which is refused. */
function isOurs(type: string): boolean {
  if (type === "terraform_data") return true;
  return Object.keys(allowedSources).some((provider) => type.startsWith(`${provider}_`));
}

/** Two deployments on one state destroy each other: bucket, key and lock table must be the deployment's own. */
function strangeBackend({ terraform }: TerraformDocument, { name, backend }: Identity): readonly string[] {
  const found = terraform?.backend?.s3;
  if (!found) return [`the state backend is ${Object.keys(terraform?.backend ?? {})[0] ?? "missing"}, not s3`];
  const wanted = {
    bucket: backend.bucket,
    key: backend.key,
    region: backend.region,
    dynamodb_table: backend.lockTable,
  };
  return Object.entries(wanted)
    .filter(([argument, value]) => found[argument] !== value)
    .map(
      ([argument, value]) =>
        `backend ${argument} is ${JSON.stringify(found[argument])}, but ${name} keeps its state in ${JSON.stringify(value)}`,
    );
}

function wrongAccount({ provider }: TerraformDocument, { name, account }: Identity): readonly string[] {
  return [provider?.aws ?? []].flat().flatMap((settings) => {
    const allowed = (settings as Block).allowed_account_ids;
    if (JSON.stringify(allowed) === JSON.stringify([account])) return [];
    return [`provider aws allows the accounts ${JSON.stringify(allowed ?? "all")}, but ${name} belongs to ${account}`];
  });
}

/** `${file("…")}` would put files of the machine that plans, credentials included, into a review. */
function localFileReads(document: TerraformDocument): readonly string[] {
  const call =
    /[$%]\{[^}]*\b(file|filebase64|fileset|templatefile|file(?:base64)?(?:md5|sha1|sha256|sha512))\s*\(/.exec(
      JSON.stringify(document),
    );
  return call ? [`the function ${call[1]}() reads files of this machine`] : [];
}
