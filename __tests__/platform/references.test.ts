import { danglingReferences, escapedReferences } from "../../src/platform/references";

const document = (value: string) =>
  JSON.stringify({
    resource: { aws_vpc: { network: { tags: { Name: value } } } },
    data: { aws_region: { here: {} } },
    ephemeral: { random_password: { master: {} } },
  });

describe("dangling references", () => {
  it.each([
    "${aws_vpc.network.id}",
    "arn:${data.aws_region.here.name}:${aws_vpc.network.arn}/*",
    "${ephemeral.random_password.master.result}",
    "${one(aws_vpc.network.ipv6_ids[*].id)}",
    "aws_vpc.elsewhere.id outside an expression",
    "${path.module}/aws_vpc",
  ])("are none in %s", (value) => {
    expect(danglingReferences(document(value))).toEqual([]);
  });

  it.each([
    ["${aws_vpc.other.id}", "aws_vpc.other"],
    ["x-${data.aws_region.there.name}", "data.aws_region.there"],
    ["${ephemeral.random_password.gone.result}", "ephemeral.random_password.gone"],
    ['${join(",", [aws_vpc.network.id, aws_subnet.a.id])}', "aws_subnet.a"],
  ])("are found in %s", (value, reference) => {
    expect(danglingReferences(document(value))).toEqual([expect.stringContaining(`${reference} is not declared`)]);
  });
});

describe("references that are mere text", () => {
  it.each(["${aws_vpc.network.id}", "$${aws:username}", "$${var.x}", "aws_vpc.network.id"])(
    "are none in %s",
    (value) => {
      expect(escapedReferences(document(value))).toEqual([]);
    },
  );

  it.each([
    ['${jsonencode({"password" = "$${ephemeral.random_password.master.result}"})}', "ephemeral.random_password.master"],
    ["x-$${data.aws_region.here.name}", "data.aws_region.here"],
    ["$${aws_vpc.network.id}", "aws_vpc.network"],
  ])("are found in %s", (value, reference) => {
    expect(escapedReferences(document(value))).toEqual([
      `\${${reference}} would be stored as this text. Pass it as a token: Token.asString(ref(...)).`,
    ]);
  });
});
