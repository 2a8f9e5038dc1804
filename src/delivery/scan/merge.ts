import { controlOf } from "../../platform/controls";
import { severityOf } from "./catalogue";
import { bySeverity, type Finding, type RawFinding } from "./finding";
import type { ScanInput } from "./input";
import { notedLine, sourceOf, type Views } from "./locate";
import type { ViewBlock } from "./view";

/** Of several engines that say the same, the one whose words a person reads. */
const wording = ["tfsec", "estate", "checkov", "checkov-plan"];

/** One finding for each block and control, whoever reported it, most severe first. */
export function merge(raw: readonly RawFinding[], inputs: readonly ScanInput[], views: Views): readonly Finding[] {
  const groups = new Map<string, RawFinding[]>();
  for (const finding of raw) {
    const subject = subjectOf(finding, views);
    const key = JSON.stringify([finding.deployment, subject, controlOf(finding.rule)]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const byName = new Map(inputs.map((input) => [input.name, input]));
  return [...groups.values()]
    .map((group) => {
      const [{ deployment, address }] = [...group].sort((a, b) => depth(a) - depth(b)) as [RawFinding];
      const input = byName.get(deployment)!;
      const block = views.get(deployment)?.blocks.find((candidate) => candidate.address === address);
      return merged(
        group,
        block ?? { address, kind: "", constructPath: address, isRepeated: false, start: 0, end: 0 },
        input,
      );
    })
    .sort(bySeverity);
}

/** Where one scanner looks at a bucket and the other at the resource beside it that sets one thing of it: the bucket. */
function subjectOf({ deployment, address }: RawFinding, views: Views): string {
  if (!address.startsWith("aws_s3_bucket_")) return address;
  return views.get(deployment)?.blocks.find((block) => block.address === address)?.bucket ?? address;
}

/** The bucket itself before what stands beside it. */
function depth({ address }: RawFinding): number {
  return address.startsWith("aws_s3_bucket_") ? 1 : 0;
}

function merged(group: readonly RawFinding[], block: ViewBlock, input: ScanInput): Finding {
  const [spoken] = [...group].sort((a, b) => wording.indexOf(a.engine) - wording.indexOf(b.engine)) as [RawFinding];
  const rule = controlOf(spoken.rule);
  const reported = new Map(group.map((finding) => [`${finding.engine} ${finding.rule}`, finding]));
  const definedAt = notedLine(block.definedAt);
  return {
    deployment: input.name,
    address: block.address,
    addresses: [...new Set(group.map(({ address }) => address))].sort(),
    constructPath: block.constructPath,
    rule,
    reportedAs: [...reported.keys()]
      .sort()
      .map((key) => ({ engine: reported.get(key)!.engine, rule: reported.get(key)!.rule })),
    severity: severityOf(rule),
    source: sourceOf(block, input),
    ...(definedAt && { definedAt }),
    message: spoken.message,
    fix: group.map(({ fix }) => fix).find((fix) => fix !== undefined) ?? `See ${spoken.engine}'s rule ${spoken.rule}.`,
  };
}
