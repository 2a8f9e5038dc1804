import type { ResourceChange } from "../terraform";
import { destroyedCompanions, type Companion } from "./companions";
import type { Breach, Rule } from "./finding";
import { managedChanges } from "./plan-view";
import { loweredSettings, type Setting } from "./settings";

/** A rule about what protects: settings that may not be lowered, and resources of their own that may not go. */
export interface ProtectionRule extends Rule {
  readonly settings: readonly Setting[];
  readonly companions: readonly Companion[];
}

interface ProtectionRuleProps extends Omit<Rule, "check"> {
  readonly settings: readonly Setting[];
  /** What a lowered setting means, as the end of a sentence. */
  readonly meaning: string;
  readonly fix: string;
  /** Whether only the state holds the settings: AWS cannot tell what an imported resource had before. @default false */
  readonly isInStateOnly?: true;
  /** @default none */
  readonly companions?: readonly Companion[];
  /** What no table can say of one change: messages. @default nothing */
  readonly also?: (resource: ResourceChange) => readonly string[];
}

export function protectionRule({ companions = [], also = () => [], ...props }: ProtectionRuleProps): ProtectionRule {
  const { id, blocks, control, threatens, settings, meaning, fix, isInStateOnly = false } = props;
  return {
    id,
    blocks,
    control,
    threatens,
    settings,
    companions,
    check: ({ plan }) => {
      const changes = managedChanges(plan);
      const breaches: readonly Omit<Breach, "fix">[] = [
        ...changes
          .filter(({ change }) => !(isInStateOnly && change.importing))
          .flatMap((resource) =>
            loweredSettings(resource, settings).map((lowered) => ({
              address: resource.address,
              message: `${resource.address}: ${lowered}; ${meaning}`,
            })),
          ),
        ...destroyedCompanions(plan, companions),
        ...changes.flatMap((resource) =>
          also(resource).map((said) => ({ address: resource.address, message: `${resource.address}: ${said}` })),
        ),
      ];
      return breaches.map((breach) => ({ ...breach, fix }));
    },
  };
}
