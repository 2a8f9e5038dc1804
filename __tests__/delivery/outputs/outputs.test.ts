import { hidden, pickOutput, renderOutputs, visibleOutputs } from "../../../src/delivery/outputs";

const outputs = {
  vpc_id: { sensitive: false, value: "vpc-1" },
  aurora_cluster_endpoint: { sensitive: true, value: "db.example" },
  data_subnet_ids: { sensitive: false, value: ["a", "b"] },
  bucket_names: { sensitive: false, value: { backups: "omni-portal-backups-dev-1a2b" } },
};

describe("outputs", () => {
  it("hide sensitive values", () => {
    expect(visibleOutputs(outputs, false)).toEqual({
      vpc_id: "vpc-1",
      aurora_cluster_endpoint: hidden,
      data_subnet_ids: ["a", "b"],
      bucket_names: { backups: "omni-portal-backups-dev-1a2b" },
    });
  });

  it("show them when asked to", () => {
    expect(visibleOutputs(outputs, true).aurora_cluster_endpoint).toBe("db.example");
  });

  it("are one aligned line each, sorted by name", () => {
    expect(renderOutputs(visibleOutputs(outputs, true)).split("\n")).toEqual([
      "aurora_cluster_endpoint  db.example",
      'bucket_names             {"backups":"omni-portal-backups-dev-1a2b"}',
      'data_subnet_ids          ["a","b"]',
      "vpc_id                   vpc-1",
    ]);
  });

  it.each([
    ["vpc_id", "vpc-1"],
    ["bucket_names.backups", "omni-portal-backups-dev-1a2b"],
    ["data_subnet_ids", '["a","b"]'],
  ])("give %s alone, as a command line needs it", (name, value) => {
    expect(pickOutput(visibleOutputs(outputs, false), name)).toBe(value);
  });

  it.each([
    ["aurora_cluster_endpoint", "is sensitive"],
    ["vpc_idd", "did you mean vpc_id?"],
    ["bucket_names.backup", "no output bucket_names.backup."],
    ["vpc_id.length", "no output vpc_id.length."],
  ])("fail on %s rather than print nothing into a command line", (name, message) => {
    expect(() => pickOutput(visibleOutputs(outputs, false), name)).toThrow(message);
  });
});
