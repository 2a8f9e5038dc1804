/** How a new version of a service takes over. Every way undoes itself when tasks fail or an alarm of the service level fires. */
export type ServiceDeploymentsConfig =
  /** Task by task. */
  | { readonly strategy: "rolling" }
  /** All requests at once, when the new tasks are healthy; the old ones stay `keepOldMinutes` (1-2880). */
  | { readonly strategy: "blue-green"; readonly keepOldMinutes: number }
  /** `percent` (1-99) of the requests for `minutes` (1-1440), then all. */
  | {
      readonly strategy: "canary";
      readonly percent: number;
      readonly minutes: number;
      readonly keepOldMinutes: number;
    };
