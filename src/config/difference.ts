import type { Deployment } from "./deployment";

/** A setting that differs between the environments of a system, on purpose. */
export interface Difference<Setting extends string = string> {
  /** Path in the configuration; everything below it is meant as well. */
  readonly setting: Setting;
  /** For an auditor. @default the `reason` that each environment gives beside the setting */
  readonly why?: string;
  /**
   * What differs in AWS because of it: an address (`aws_eip.nat_*`) where a resource is not in every environment, or an
   * attribute (`aws_lb.public.idle_timeout`, with everything below it) where it is. `*` stands for any part of a name;
   * an item of a list is called `[0]`, or by its name or title.
   * @default nothing
   */
  readonly affects?: readonly string[];
}

/** A difference of a system whose configuration is `Config`. */
export type DifferenceOf<Config> = Difference<SettingPath<Config & Pick<Deployment<Config>, "region" | "backend">>>;

/** Every path that the settings have in one environment or another: `network`, `network.nat`, `network.nat.gateways`. */
type SettingPath<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in SettingName<T>]: K | `${K}.${SettingPath<T[K]>}` }[SettingName<T>]
    : never;
type SettingName<T> = Exclude<keyof T & string, "reason">;
