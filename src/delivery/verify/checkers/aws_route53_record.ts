import { text, type Checker } from "../checker";

export const awsRoute53Record: Checker = {
  group: "Infrastructure",
  read: async (resource, { route53 }) => {
    const name = absolute(text(resource, "fqdn"));
    const type = text(resource, "type");
    const { ResourceRecordSets: [record] = [] } = await route53.listResourceRecordSets({
      HostedZoneId: text(resource, "zone_id"),
      StartRecordName: name,
      StartRecordType: type as "A",
      MaxItems: 1,
    });
    // Route 53 answers with the next record when this one does not exist.
    if (record?.Name?.toLowerCase() !== name.toLowerCase() || record.Type !== type) return undefined;
    const values = (record.ResourceRecords ?? []).map(({ Value }) => Value ?? "");
    return { name, type, alias: record.AliasTarget?.DNSName, records: values };
  },
};

function absolute(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}
