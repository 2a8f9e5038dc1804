import { imageReference, keptImage } from "../../../src/delivery/release/image";
import { account, digest } from "./support";

describe("the image of a release", () => {
  it.each([
    [digest("0"), { imageDigest: digest("0") }],
    ["v1.0.0", { imageTag: "v1.0.0" }],
    ["2026-11-27_a1b2c3d", { imageTag: "2026-11-27_a1b2c3d" }],
  ])("%s is understood", (text, reference) => {
    expect(imageReference(text)).toEqual(reference);
  });

  it.each(["latest", "", "sha256:1234", `${digest("0")}0`, "v1 0", "-v1", "a/b:v1", "x".repeat(129)])(
    '"%s" is refused, and what is allowed is said',
    (text) => {
      expect(() => imageReference(text)).toThrow(
        "allowed are sha256:<64 hexadecimal digits>, or a version tag such as v1.0.0, but not latest",
      );
    },
  );

  const find = (text: string, images?: Record<string, string>) =>
    keptImage(account(images && { images }).aws.ecr, "omnirapeutic-dev/api", imageReference(text));

  it("is looked up in the repository, by its tag or digest", async () => {
    await expect(find("v1.1.0")).resolves.toEqual({ digest: digest("b"), tags: ["v1.1.0"] });
    await expect(find(digest("a"))).resolves.toEqual({ digest: digest("a"), tags: ["v1.0.0"] });
  });

  it("that nobody pushed is refused, with the command that lists what is there", async () => {
    await expect(find("v9.9.9")).rejects.toMatchObject({
      message: "omnirapeutic-dev/api has no image v9.9.9.",
      fix: expect.stringContaining("aws ecr describe-images --repository-name omnirapeutic-dev/api"),
    });
  });

  it("without a version tag is refused, because the repository drops it after seven days", async () => {
    await expect(find(digest("c"), { "": digest("c") })).rejects.toThrow("has no version tag");
  });
});
