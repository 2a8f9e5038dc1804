/** The environments a system may run in, least guarded first. */
export const environments = ["dev", "staging", "production"] as const;

/** One of `dev`, `staging`, `production`. */
export type Environment = (typeof environments)[number];

/** Relaxing a safeguard always says why; the reason reaches the audit report. */
export type Safeguard = { readonly kept: true } | { readonly kept: false; readonly reason: string };
