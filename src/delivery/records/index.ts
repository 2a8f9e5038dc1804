import type { AwsClients } from "../aws/clients";
import { errorCode, explained } from "../aws/errors";
import { Failure } from "../failure";
import type { DeploymentRecord } from "./record";

export { isSound, renderRecords, type DeploymentChecks, type DeploymentRecord } from "./record";

/** Whose state it is and where it lies. */
interface Owner {
  readonly account: string;
  readonly backend: { readonly bucket: string; readonly key: string };
}

/**
 * The deployments of one deployment, as objects beside its state: in versions, encrypted with the state's key, and closed to
 * whoever may not read the state either.
 */
export class RecordStore {
  private readonly bucket: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
  private readonly prefix: string;

  constructor(
    { account, backend }: Owner,
    private readonly s3: AwsClients["s3"],
  ) {
    this.bucket = { Bucket: backend.bucket, ExpectedBucketOwner: account };
    this.prefix = prefixOf(backend.key);
  }

  /** @returns where it is, `s3://…` @throws Failure when it cannot be written */
  async write(record: DeploymentRecord): Promise<string> {
    const Key = `${this.prefix}${record.at.replaceAll(":", "-")}.json`;
    await explained(`writing the record of the deployment to s3://${this.bucket.Bucket}/${Key}`, () =>
      this.s3.putObject({
        ...this.bucket,
        Key,
        Body: `${JSON.stringify(record, null, 2)}\n`,
        ContentType: "application/json",
        IfNoneMatch: "*", // a record is written once
      }),
    );
    return `s3://${this.bucket.Bucket}/${Key}`;
  }

  /** The newest `limit` records, newest first. @throws Failure when the bucket cannot be read */
  async newest(limit: number): Promise<readonly DeploymentRecord[]> {
    return explained(`reading the records of deployments below s3://${this.bucket.Bucket}/${this.prefix}`, async () => {
      const keys = (await this.keys()).sort().reverse().slice(0, limit); // names begin with the time
      return Promise.all(keys.map((key) => this.read(key)));
    });
  }

  private async keys(): Promise<string[]> {
    const keys: string[] = [];
    for (let ContinuationToken: string | undefined; ;) {
      const page = await this.page(ContinuationToken);
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      ContinuationToken = page.NextContinuationToken;
      if (!page.IsTruncated) return keys;
    }
  }

  private async page(ContinuationToken: string | undefined) {
    try {
      return await this.s3.listObjectsV2({ ...this.bucket, Prefix: this.prefix, ContinuationToken });
    } catch (error) {
      if (errorCode(error) !== "NoSuchBucket") throw error;
      throw new Failure(`The state bucket ${this.bucket.Bucket} does not exist: nothing was ever deployed there.`, {
        fix: "Make it first: npx estate backend setup <deployment>",
      });
    }
  }

  private async read(Key: string): Promise<DeploymentRecord> {
    const { Body } = await this.s3.getObject({ ...this.bucket, Key });
    return JSON.parse(await Body!.transformToString()) as DeploymentRecord;
  }
}

/** `itrack/staging/terraform.tfstate` -> `itrack/staging/deployments/`. */
function prefixOf(stateKey: string): string {
  return `${stateKey
    .split("/")
    .slice(0, -1)
    .map((part) => `${part}/`)
    .join("")}deployments/`;
}
