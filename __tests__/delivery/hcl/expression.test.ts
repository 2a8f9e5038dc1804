import * as fc from "fast-check";
import { bareExpression, expression } from "../../../src/delivery/hcl/expression";
import { pieces, quoted, wholeExpression } from "../../../src/delivery/hcl/template";

describe("a string of Terraform JSON in HCL", () => {
  it.each([
    ["plain text", "a b", '"a b"'],
    ["quotes and backslashes", 'a"b\\c', '"a\\"b\\\\c"'],
    ["line breaks and tabs", "a\nb\tc\r", '"a\\nb\\tc\\r"'],
    ["control characters that HCL has no letter for", "\b\f", '"\\u0008\\u000c"'],
    ["a backslash before b, which is no control character", "\\b", '"\\\\b"'],
    ["one reference, which is that reference", "${aws_vpc.main.id}", "aws_vpc.main.id"],
    ["one reference with space around", "${ aws_vpc.main.id }", "aws_vpc.main.id"],
    ["a reference in text", "arn:${aws_vpc.main.id}/*", '"arn:${aws_vpc.main.id}/*"'],
    ["two references and nothing else", "${var.a}${var.b}", '"${var.a}${var.b}"'],
    ["a string inside a reference", '${f("a\\"}b")}', 'f("a\\"}b")'],
    ["a template inside a string inside a reference", '${f("x${var.a}")}', 'f("x${var.a}")'],
    ["braces inside a reference", "${{a = 1}.a}", "{a = 1}.a"],
    ["quotes beside a reference, where only the text is escaped", '{"a":"${f("x")}"}', '"{\\"a\\":\\"${f("x")}\\"}"'],
    ["an escaped reference, which stays text", "$${aws:userid}", '"$${aws:userid}"'],
    ["a dollar before an escaped reference", "$$${a", '"$$${a"'],
    ["a directive", "%{ if true }a%{ endif }", '"%{ if true }a%{ endif }"'],
    ["an escaped directive", "%%{x", '"%%{x"'],
    ["a reference with strip markers, which is a template", "${~ var.a ~}", '"${~ var.a ~}"'],
    ["an expression of two lines, in parentheses", "${1 +\n 2}", "(1 +\n 2)"],
    ["an expression whose line break stands in brackets", "${f(\n1)}", "f(\n1)"],
  ])("is written: %s", (_what, text, hcl) => {
    expect(expression(text)).toBe(hcl);
  });

  it.each(["${aws_vpc.main", '${f("a)}', "%{ if true"])("is refused when it opens what it never closes: %s", (text) => {
    expect(() => expression(text)).toThrow(/never closed/);
  });

  it("loses no character, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!/[$%]\{/.test(text));
        expect(JSON.parse(quoted(text).replace(/\\u(000[8c])/g, "\\u$1"))).toBe(text);
      }),
    );
  });

  it("is made of pieces that together are the string", () => {
    const part = fc.constantFrom("a", "$", "%", "$${", "%%{", "${var.x}", '${f("}")}', '"', "\\", "\n", "}");
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join("");
        const joined = pieces(text).map((piece) => ("literal" in piece ? piece.literal : piece.sequence));
        expect(joined.join("")).toBe(text);
      }),
    );
  });
});

describe("a value of Terraform JSON in HCL", () => {
  it("is a number, a boolean or null as it stands", () => {
    expect([1, 0.5, true, null].map((value) => expression(value))).toEqual(["1", "0.5", "true", "null"]);
  });

  it("is a list on one line where it fits, else a line an item", () => {
    expect(expression(["a", 1])).toBe('["a", 1]');
    expect(expression(["x".repeat(60), "y".repeat(60)], "  ")).toBe(
      `[\n    "${"x".repeat(60)}",\n    "${"y".repeat(60)}",\n  ]`,
    );
  });

  it("is an object with its keys as identifiers where they are, else as templates", () => {
    expect(expression({ a: 1, "aws:x": 2, "${var.k}": 3 })).toBe('{\n  a = 1\n  "aws:x" = 2\n  "${var.k}" = 3\n}');
    expect(expression({})).toBe("{}");
  });

  it("is a bare word where Terraform wants a reference, at any depth", () => {
    expect(bareExpression(["aws_vpc.main", "${aws_subnet.a}"])).toBe("[aws_vpc.main, aws_subnet.a]");
    expect(bareExpression({ aws: "aws.west" })).toBe("{\n  aws = aws.west\n}");
    expect(bareExpression("all")).toBe("all");
  });
});

describe("a string that is one expression", () => {
  it.each(["a${b}", "${a}b", "${a}${b}", "$${a}", "${~a}", "plain"])("is not %s", (text) => {
    expect(wholeExpression(text)).toBeUndefined();
  });
});
