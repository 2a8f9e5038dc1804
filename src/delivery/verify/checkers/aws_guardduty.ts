import type { GetDetectorCommandOutput } from "@aws-sdk/client-guardduty";
import type { AwsClients } from "../../aws/clients";
import { text, type Checker } from "../checker";

export const awsGuarddutyDetector: Checker = {
  group: "Compliance",
  read: async (resource, { guardduty }) => {
    const detector = await detectorOf(text(resource, "id"), guardduty);
    return (
      detector && {
        enable: detector.Status === "ENABLED",
        finding_publishing_frequency: detector.FindingPublishingFrequency,
        features: enabledFeatures(detector),
        ...Object.fromEntries(Object.entries(detector.Tags ?? {}).map(([key, value]) => [`tag:${key}`, value])),
      }
    );
  },
  healthy: [{ title: "GuardDuty is enabled", fact: "enable", is: true }], // 164.308(a)(6)(ii)
};

export const awsGuarddutyDetectorFeature: Checker = {
  group: "Compliance",
  read: async (resource, { guardduty }) => {
    const detector = await detectorOf(text(resource, "detector_id"), guardduty);
    const feature = detector?.Features?.find(({ Name }) => Name === text(resource, "name"));
    return feature && { name: feature.Name, status: feature.Status };
  },
};

export const awsGuarddutyPublishingDestination: Checker = {
  group: "Compliance",
  read: async (resource, { guardduty }) => {
    const DetectorId = text(resource, "detector_id");
    const { Destinations = [] } = await guardduty.listPublishingDestinations({ DetectorId });
    const found = Destinations.find(({ DestinationId }) => text(resource, "id").endsWith(`:${DestinationId}`));
    if (!found) return undefined;
    const { DestinationId } = found;
    const { Status, DestinationProperties } = await guardduty.describePublishingDestination({
      DetectorId,
      DestinationId,
    });
    return {
      status: Status,
      destination_arn: DestinationProperties?.DestinationArn,
      kms_key_arn: DestinationProperties?.KmsKeyArn,
    };
  },
  healthy: [{ title: "GuardDuty exports its findings", fact: "status", is: "PUBLISHING" }],
};

/** GuardDuty calls a detector that does not exist a bad request, so the list is asked first. */
async function detectorOf(
  DetectorId: string,
  guardduty: AwsClients["guardduty"],
): Promise<GetDetectorCommandOutput | undefined> {
  const { DetectorIds = [] } = await guardduty.listDetectors({});
  return DetectorIds.includes(DetectorId) ? guardduty.getDetector({ DetectorId }) : undefined;
}

/** Features and, below them, agents that are on. */
function enabledFeatures({ Features = [] }: GetDetectorCommandOutput): readonly string[] {
  return Features.flatMap(({ Name, Status, AdditionalConfiguration = [] }) =>
    [{ Name, Status }, ...AdditionalConfiguration].filter((each) => each.Status === "ENABLED").map((each) => each.Name),
  ).filter((name) => name !== undefined);
}
