import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

describe.each(omnirapeuticDeployments.map(({ environment, account }) => ({ environment, account })))(
  "audit logs of Omnirapeutic in $environment",
  ({ environment, account }) => {
    const stack = omnirapeuticIn(environment);

    it("are a logging trail of all regions, and a flow log of all traffic [001-audit-logging] [002-service-cloudtrail] [002-cloudtrail-bucket] [002-cloudtrail-all-calls] [002-log-group-cloudtrail] [004-sec-cloudtrail]", () => {
      expect(stack.only("aws_cloudtrail")).toMatchObject({
        name: `omnirapeutic-${environment}`,
        enable_logging: true,
        is_multi_region_trail: true,
        include_global_service_events: true,
        s3_bucket_name: "${aws_s3_bucket.trail_bucket.bucket}",
        cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail_log_group.arn}:*",
      });
      expect(stack.at("aws_s3_bucket.trail_bucket").bucket).toBe(`omnirapeutic-${environment}-trail-${account}`);
      expect(stack.at("aws_cloudwatch_log_group.trail_log_group")).toMatchObject({
        name: `/aws/cloudtrail/omnirapeutic-${environment}`,
        retention_in_days: 2557,
      });
      expect(stack.only("aws_flow_log").traffic_type).toBe("ALL");
    });

    it("and all other buckets are encrypted with the s3 key, where AWS takes one [001-kms-s3-key-use] [002-enc-s3-cloudtrail]", () => {
      const encryptions = Object.values(stack.every("aws_s3_bucket_server_side_encryption_configuration"));
      const keys = Object.fromEntries(
        encryptions.map(({ bucket, rule }) => [
          bucket as string,
          rule[0].apply_server_side_encryption_by_default.kms_master_key_id as unknown,
        ]),
      );
      const {
        "${aws_s3_bucket.access_logs.id}": accessLogsKey,
        "${aws_s3_bucket.load_balancer_logs.id}": balancerLogsKey,
        ...others
      } = keys;
      expect(Object.keys(keys)).toHaveLength(Object.keys(stack.every("aws_s3_bucket")).length);
      expect([accessLogsKey, balancerLogsKey]).toEqual([undefined, undefined]); // AWS delivers these with S3's own key only
      expect(new Set(Object.values(others))).toEqual(new Set(["${aws_kms_key.keys_s3.arn}"]));
    });
  },
);
