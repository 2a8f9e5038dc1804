import type { StackSettings } from "./settings";

/** How sensitive the data is that a store, queue or log group holds; it becomes a tag and feeds the ePHI inventory. */
export type DataClass = "phi" | "pii" | "internal" | "public";

/** Any provider class that carries tags. */
export interface TaggableResource {
  tags?: { [key: string]: string };
  readonly tagsInput?: { [key: string]: string };
}

/** Tags that the provider puts on every taggable resource. 164.310(d)(2)(iii) accountability */
export function defaultTags(settings: StackSettings): { [key: string]: string } {
  return { Project: settings.project, Environment: settings.environment, ManagedBy: "cdktf", HIPAA: "true" };
}

/** Declares what kind of data the resource holds. */
export function classify(resource: TaggableResource, dataClass: DataClass): void {
  resource.tags = { ...resource.tagsInput, DataClassification: dataClass };
}
