import type { ITrackConfig, ITrackSecretName } from "../../config";
import { OperatorSecrets } from "../../constructs/security/operator-secret";
import type { SystemStack } from "../../platform/system-stack";
import type { ITrackNames } from "./names";

/** The secrets that `make create-secrets` has made, found by their names. */
export type Secrets = OperatorSecrets<ITrackSecretName>;

export function findSecrets(stack: SystemStack, { operatorSecrets }: ITrackConfig, names: ITrackNames): Secrets {
  return new OperatorSecrets(stack, "secrets", {
    names: {
      db_password: names.secret("db_password"),
      jwt_secret: names.secret("jwt_secret"),
      api_key: names.secret("api_key"),
    },
    keyAlias: operatorSecrets.keyAlias,
  });
}
