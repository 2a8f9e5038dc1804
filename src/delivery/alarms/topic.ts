import type { EstateDeployment } from "../../config";
import { itrackNames } from "../../systems/itrack/names";
import { omniPortalNames } from "../../systems/omni-portal/names";
import { omnirapeuticNames } from "../../systems/omnirapeutic/names";

/** The topic to which a deployment's critical alarms go, whether it exists or not. */
export function alarmTopicArn(deployment: EstateDeployment): string {
  const { account, region } = deployment;
  return `arn:aws:sns:${region}:${account}:${topicName(deployment)}`;
}

function topicName({ system, environment }: EstateDeployment): string {
  switch (system) {
    case "omnirapeutic":
      return omnirapeuticNames(environment).alarmTopic;
    case "omni-portal":
      return omniPortalNames(environment).alarmTopic;
    case "itrack":
      return itrackNames(environment).topics.critical;
  }
}
