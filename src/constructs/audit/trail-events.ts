import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";

/**
 * Management events, and events of objects in all buckets but the trail's own: there each delivery would be an event that
 * makes the next delivery. Their requests stand in the access logs.
 */
export function eventSelectors(ownBucketArns: readonly string[]): CloudtrailAdvancedEventSelector[] {
  return [
    { name: "Management events", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
    {
      name: "Reads and writes of objects",
      fieldSelector: [
        { field: "eventCategory", equalTo: ["Data"] },
        { field: "resources.type", equalTo: ["AWS::S3::Object"] },
        { field: "resources.ARN", notStartsWith: ownBucketArns.map((arn) => `${arn}/`) },
      ],
    },
  ];
}

/** Reads in one bucket, which make no delivery to it. */
export function readsIn(bucketArn: string): CloudtrailAdvancedEventSelector {
  return {
    name: "Reads of access logs",
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::S3::Object"] },
      { field: "readOnly", equalTo: ["true"] },
      { field: "resources.ARN", startsWith: [`${bucketArn}/`] },
    ],
  };
}
