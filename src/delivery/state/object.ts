import type { DeleteMarkerEntry, ListObjectVersionsCommandOutput, ObjectVersion as Listed } from "@aws-sdk/client-s3";
import type { AwsClients } from "../aws/clients";
import { explained, isMissing } from "../aws/errors";
import type { StateOwner } from "./owner";

/** One version of the state object, as S3 lists it. */
export interface ObjectVersion {
  readonly versionId: string;
  /** ISO 8601: when it was written. */
  readonly time: string;
  /** Whether it only says that the object was deleted. */
  readonly isDeletion: boolean;
}

/** The state object with its versions, and the notes beside it. Never deletes; every call names the bucket's expected owner. */
export class StateObject {
  /** `<bucket>/<key>`. */
  readonly name: string;
  private readonly bucket: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
  private readonly key: string;

  constructor(
    { account, backend }: StateOwner,
    private readonly clients: Pick<AwsClients, "s3">,
  ) {
    this.name = `${backend.bucket}/${backend.key}`;
    this.bucket = { Bucket: backend.bucket, ExpectedBucketOwner: account };
    this.key = backend.key;
  }

  /** Every version that S3 still holds, newest first. */
  async versions(): Promise<readonly ObjectVersion[]> {
    const listed: (Listed & DeleteMarkerEntry & { readonly isDeletion: boolean })[] = [];
    let page: ListObjectVersionsCommandOutput | undefined;
    do {
      page = await this.versionsAfter(page);
      listed.push(...(page.Versions ?? []).map((entry) => ({ ...entry, isDeletion: false })));
      listed.push(...(page.DeleteMarkers ?? []).map((entry) => ({ ...entry, isDeletion: true })));
    } while (page.IsTruncated);
    return listed
      .filter(({ Key }) => Key === this.key) // a prefix also finds keys that only begin so
      .sort((a, b) => Number(b.IsLatest) - Number(a.IsLatest) || timeOf(b).localeCompare(timeOf(a)))
      .map((entry) => ({ versionId: entry.VersionId ?? "null", time: timeOf(entry), isDeletion: entry.isDeletion }));
  }

  /** The state as text and the version that holds it; `undefined` when there is none. @param versionId @default the current one */
  async read(versionId?: string): Promise<{ readonly text: string; readonly versionId: string } | undefined> {
    const answer = await explained(`reading ${this.name} (s3:GetObject)`, async () => {
      try {
        return await this.clients.s3.getObject({ ...this.bucket, Key: this.key, VersionId: versionId });
      } catch (error) {
        if (isMissing(error) && !/NoSuchBucket/.test(String(error))) return undefined;
        throw error;
      }
    });
    if (!answer) return undefined;
    return { text: (await answer.Body?.transformToString()) ?? "", versionId: answer.VersionId ?? versionId ?? "null" };
  }

  /** Makes an old version the current one again: as a new version with its bytes. */
  async copyBack(versionId: string): Promise<void> {
    const CopySource = `${encodeURI(this.name)}?versionId=${encodeURIComponent(versionId)}`;
    await explained(`restoring version ${versionId} of ${this.name} (s3:GetObjectVersion, s3:PutObject)`, () =>
      this.clients.s3.copyObject({ ...this.bucket, Key: this.key, CopySource }),
    );
  }

  async write(text: string): Promise<void> {
    await this.put(this.key, text);
  }

  /** Names of the notes below `<key>.backups/`. */
  async notes(): Promise<readonly string[]> {
    const Prefix = this.noteKey("");
    const keys: string[] = [];
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const query = { ...this.bucket, Prefix, ContinuationToken: token };
      const page = await explained(`listing ${Prefix} (s3:ListBucket)`, () => this.clients.s3.listObjectsV2(query));
      keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      token = page.NextContinuationToken;
    }
    return keys.map((key) => key.slice(Prefix.length));
  }

  async readNote(name: string): Promise<string> {
    const Key = this.noteKey(name);
    return explained(`reading ${Key} (s3:GetObject)`, async () => {
      const { Body } = await this.clients.s3.getObject({ ...this.bucket, Key });
      return (await Body?.transformToString()) ?? "";
    });
  }

  /** Writes a note beside the state; the bucket encrypts it with the state's own key. */
  async writeNote(name: string, text: string): Promise<void> {
    await this.put(this.noteKey(name), text);
  }

  private versionsAfter(page?: ListObjectVersionsCommandOutput): Promise<ListObjectVersionsCommandOutput> {
    const from = { KeyMarker: page?.NextKeyMarker, VersionIdMarker: page?.NextVersionIdMarker };
    return explained(`listing the versions of ${this.name} (s3:ListBucketVersions)`, () =>
      this.clients.s3.listObjectVersions({ ...this.bucket, Prefix: this.key, ...from }),
    );
  }

  private async put(Key: string, Body: string): Promise<void> {
    const object = { ...this.bucket, Key, Body, ContentType: "application/json" };
    await explained(`writing ${Key} (s3:PutObject)`, () => this.clients.s3.putObject(object));
  }

  private noteKey(name: string): string {
    return `${this.key}.backups/${name}`;
  }
}

function timeOf({ LastModified }: { readonly LastModified?: Date }): string {
  return LastModified?.toISOString() ?? "";
}
