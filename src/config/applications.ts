/** Where the image of a service is built from. */
export interface ApplicationConfig {
  /** Folder of the source, relative to the repository: Docker's build context. */
  readonly folder: string;
  /** Path of the Dockerfile inside the folder. */
  readonly dockerfile: string;
  /** What the service's tasks run on: Fargate calls linux/amd64 X86_64. */
  readonly platform: "linux/amd64" | "linux/arm64";
}

/** The applications of one system, by service; in this order they are built, pushed and released. */
export type ApplicationsConfig = Readonly<Record<string, ApplicationConfig>>;

const image = { dockerfile: "Dockerfile", platform: "linux/amd64" } as const;

/** By system. What is not here comes from elsewhere as a finished image (decisions 0127 and 0403). */
export const applications: Readonly<Record<string, ApplicationsConfig>> = {
  omnirapeutic: { api: { ...image, folder: "services/api" } },
  // The team puts its source there; document 003 describes none of it.
  itrack: {
    backend: { ...image, folder: "applications/itrack/backend" },
    frontend: { ...image, folder: "applications/itrack/frontend" },
  },
};

/** The applications of a system; none when its images come from elsewhere. */
export function applicationsOf({ system }: { readonly system: string }): ApplicationsConfig {
  return applications[system] ?? {};
}
