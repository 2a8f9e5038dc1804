import { hidden, renderOutputs, visibleOutputs } from "../../../src/delivery/outputs";

const outputs = {
  vpc_id: { sensitive: false, value: "vpc-1" },
  aurora_cluster_endpoint: { sensitive: true, value: "db.example" },
  data_subnet_ids: { sensitive: false, value: ["a", "b"] },
};

describe("outputs", () => {
  it("hide sensitive values", () => {
    expect(visibleOutputs(outputs, false)).toEqual({
      vpc_id: "vpc-1",
      aurora_cluster_endpoint: hidden,
      data_subnet_ids: ["a", "b"],
    });
  });

  it("show them when asked to", () => {
    expect(visibleOutputs(outputs, true).aurora_cluster_endpoint).toBe("db.example");
  });

  it("are one aligned line each, sorted by name", () => {
    expect(renderOutputs(visibleOutputs(outputs, true)).split("\n")).toEqual([
      "aurora_cluster_endpoint  db.example",
      'data_subnet_ids          ["a","b"]',
      "vpc_id                   vpc-1",
    ]);
  });
});
