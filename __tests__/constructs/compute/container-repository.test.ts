import { statementsOf } from "../../support/synthesize";
import { keyArn, synthesizeService } from "./sample-service";

const stack = synthesizeService();

describe("ContainerRepository", () => {
  it("encrypts and scans images, under tags that never move", () => {
    expect(stack.only("aws_ecr_repository")).toMatchObject({
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: keyArn }],
      force_delete: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("can be destroyed with its images once its protection is given up with a reason", () => {
    const relaxed = synthesizeService({}, { kept: false, reason: "Holds test images only." });
    expect(relaxed.only("aws_ecr_repository")).toMatchObject({ force_delete: true });
    expect(relaxed.only("aws_ecr_repository")).not.toHaveProperty("lifecycle");
  });

  it("drops untagged images after 7 days and keeps the 10 newest versions", () => {
    const { rules } = JSON.parse(stack.only("aws_ecr_lifecycle_policy").policy as string);
    expect(rules.map((rule: { selection: object }) => rule.selection)).toEqual([
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 10 },
    ]);
  });

  it("is closed to other accounts: its policy names its own account for pulls and pushes alone, and no resources, as ECR demands", () => {
    expect(statementsOf(stack.only("aws_ecr_repository_policy").policy)).toEqual([
      {
        Sid: "ThisAccountPullsAndPushes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
      },
    ]);
  });
});

describe("ReleasedImage", () => {
  it("starts without a release, takes digests alone and is never undone by Terraform", () => {
    expect(stack.only("aws_ssm_parameter")).toMatchObject({
      insecure_value: "none",
      allowed_pattern: "^(none|sha256:[0-9a-f]{64})$",
      type: "String",
      lifecycle: { ignore_changes: ["insecure_value"] },
    });
  });
});

describe("EcsCluster", () => {
  it("has Container Insights and records shell sessions, encrypted", () => {
    expect(stack.only("aws_ecs_cluster")).toMatchObject({
      setting: [{ name: "containerInsights", value: "enabled" }],
      configuration: {
        execute_command_configuration: {
          kms_key_id: keyArn,
          logging: "OVERRIDE",
          log_configuration: { cloud_watch_encryption_enabled: true },
        },
      },
    });
  });

  it("runs on Fargate alone", () => {
    expect(stack.only("aws_ecs_cluster_capacity_providers").capacity_providers).toEqual(["FARGATE"]);
  });
});
