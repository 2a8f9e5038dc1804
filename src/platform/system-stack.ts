import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { S3Backend, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import { LogicalIds, logicalId } from "./logical-ids";
import { MovedBlocks, RemovedBlock, moveProblems, type Removal } from "./refactoring";
import type { BackendSettings, StackSettings } from "./settings";
import { defaultTags } from "./tags";

/** Ephemeral values and write-only arguments need 1.11. */
const REQUIRED_TERRAFORM = ">= 1.11.0";

/**
 * The stack of one deployment, and what every deployment obeys: one account, default tags, remote encrypted state with
 * a lock, readable logical ids, and the system's move ledger.
 */
export class SystemStack extends TerraformStack {
  private readonly ids = new LogicalIds();
  private readonly otherRegions = new Map<string, AwsProvider>();

  constructor(
    scope: Construct,
    readonly settings: StackSettings,
  ) {
    super(scope, settings.name);
    new AwsProvider(this, "aws", this.providerSettings(settings.region));
    new RandomProvider(this, "random");
    declareBackend(this, settings.account, settings.backend);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    new MovedBlocks(this, "moves", settings.moves);
    this.node.addValidation({ validate: () => [...this.ids.problems, ...moveProblems(settings.moves)] });
  }

  /** The SystemStack that a construct belongs to. */
  static override of(construct: IConstruct): SystemStack {
    const stack = TerraformStack.of(construct);
    if (!(stack instanceof SystemStack)) throw new Error(`[${construct.node.path}] is not part of a SystemStack.`);
    return stack;
  }

  static isSystemStack(construct: IConstruct): construct is SystemStack {
    return construct instanceof SystemStack;
  }

  /**
   * The provider for resources outside the stack's region, made when the first one asks; undefined for the stack's own
   * region, which needs no choice. Same account, same tags.
   */
  providerIn(region: string): AwsProvider | undefined {
    if (region === this.settings.region) return undefined;
    const alias = region.replaceAll("-", "_");
    const provider =
      this.otherRegions.get(region) ??
      new AwsProvider(this, `aws_${alias}`, { ...this.providerSettings(region), alias });
    this.otherRegions.set(region, provider);
    return provider;
  }

  /** A Terraform output under its documented name. */
  output(name: string, value: unknown, options: { description: string; sensitive?: boolean }): void {
    new TerraformOutput(this, name, { value, ...options });
  }

  /** Lets Terraform forget an object without destroying it. @param id names the block in error messages */
  forget(id: string, removal: Removal): void {
    new RemovedBlock(this, id, removal);
  }

  /**
   * CDKTF would resolve every element here once more, only to find references between stacks, at a third of the cost of
   * synthesis. A deployment is one stack, and `danglingReferences` finds what points outside; only the ids are needed.
   */
  override prepareStack(): void {
    for (const element of this.node.findAll()) {
      if (TerraformElement.isTerraformElement(element)) void element.friendlyUniqueId;
    }
  }

  private providerSettings(region: string) {
    const { account } = this.settings;
    return { region, allowedAccountIds: [account], defaultTags: [{ tags: defaultTags(this.settings) }] };
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    if (!TerraformElement.isTerraformElement(element)) return logicalId(element, this.node);
    const id = logicalId(element.node, this.node);
    this.ids.register(element, id);
    return id;
  }
}

/** State is encrypted with its own key (164.312(a)(2)(iv)) and locked in DynamoDB, as the documents assume. */
function declareBackend(stack: SystemStack, account: string, backend: BackendSettings): void {
  const s3 = new S3Backend(stack, {
    bucket: backend.bucket,
    key: backend.key,
    region: backend.region,
    encrypt: true,
    kmsKeyId: `arn:aws:kms:${backend.region}:${account}:${backend.kmsKeyAlias}`,
    dynamodbTable: backend.lockTable,
  });
  if (backend.lockFile) s3.addOverride("use_lockfile", true);
}
