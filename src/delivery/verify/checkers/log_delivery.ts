import { tagMapFacts, text, type Checker } from "../checker";

/** What AWS services deliver logs by, in three parts: from where, to where, and that it happens. 164.312(b) */
export const awsCloudwatchLogDeliverySource: Checker = {
  group: "Compliance",
  read: async (resource, { logs }) => {
    const { deliverySource: source } = await logs.getDeliverySource({ name: text(resource, "name") });
    return (
      source && {
        log_type: source.logType,
        logs_as_deployed: source.resourceArns?.includes(text(resource, "resource_arn")) ?? false,
        ...tagMapFacts(source.tags),
      }
    );
  },
  healthy: [{ title: "Every delivered log is that of the deployed resource", fact: "logs_as_deployed", is: true }],
};

export const awsCloudwatchLogDeliveryDestination: Checker = {
  group: "Compliance",
  read: async (resource, { logs }) => {
    const { deliveryDestination: found } = await logs.getDeliveryDestination({ name: text(resource, "name") });
    const [deployed] = resource.values.delivery_destination_configuration as readonly {
      destination_resource_arn: string;
    }[];
    return (
      found && {
        output_format: found.outputFormat,
        stores_as_deployed:
          found.deliveryDestinationConfiguration?.destinationResourceArn === deployed?.destination_resource_arn,
        ...tagMapFacts(found.tags),
      }
    );
  },
  healthy: [{ title: "Every delivered log is stored where it was deployed", fact: "stores_as_deployed", is: true }],
};

export const awsCloudwatchLogDelivery: Checker = {
  group: "Compliance",
  read: async (resource, { logs }) => {
    const { delivery } = await logs.getDelivery({ id: text(resource, "id") });
    return (
      delivery && {
        delivers_as_deployed: delivery.deliveryDestinationArn === text(resource, "delivery_destination_arn"),
        ...tagMapFacts(delivery.tags),
      }
    );
  },
  healthy: [{ title: "Every delivered log goes to the deployed destination", fact: "delivers_as_deployed", is: true }],
};
