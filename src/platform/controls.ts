export const controls = {
  "s3-buckets-are-encrypted-with-kms": {
    severity: "HIGH",
    checkov: ["CKV_AWS_145"],
    tfsec: ["aws-s3-encryption-customer-key"],
  },
} as const;
export type ControlId = keyof typeof controls;
export type RuleId = string;
export function controlOf(rule: string): string {
  return rule === "CKV_AWS_145" || rule === "aws-s3-encryption-customer-key"
    ? "s3-buckets-are-encrypted-with-kms"
    : rule;
}
export function rulesOf(control: string, scanner: "checkov" | "tfsec"): readonly string[] {
  return (controls as any)[control]?.[scanner] ?? [control];
}
