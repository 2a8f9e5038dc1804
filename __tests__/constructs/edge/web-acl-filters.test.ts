import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import {
  allowCountries,
  allowForwardedCountries,
  allowMethods,
  limitBody,
  requireUserAgent,
} from "../../../src/constructs/edge/web-acl-filters";
import type { Block } from "../../support/synthesize";

/** A request as far as the rules look at it. */
interface Request {
  readonly country?: string;
  /** Of the address that a proxy says it asks for; `unknown` when the header names none. */
  readonly forwardedFor?: string;
  readonly method?: string;
  readonly bodyBytes?: number;
  readonly userAgent?: string;
}

/** What WAF's guide says of each statement: a part that is missing matches nothing. */
function matches(statement: Block, request: Request): boolean {
  const [[kind, of]] = Object.entries(statement) as [[string, Block]];
  switch (kind) {
    case "not_statement":
      return !matches(only(of.statement), request);
    case "and_statement":
      return (of.statement as Block[]).every((each) => matches(each, request));
    case "or_statement":
      return (of.statement as Block[]).some((each) => matches(each, request));
    case "geo_match_statement": {
      if (of.forwarded_ip_config) expect(of.forwarded_ip_config).toEqual(forwardedBy);
      const country = of.forwarded_ip_config ? request.forwardedFor : request.country;
      return (of.country_codes as string[]).includes(country ?? "??");
    }
    case "regex_match_statement":
      return (
        of.field_to_match.method !== undefined && new RegExp(of.regex_string as string).test(request.method ?? "GET")
      );
    case "size_constraint_statement": {
      const size = of.field_to_match.body ? (request.bodyBytes ?? 0) : header(of, request)?.length;
      if (size === undefined) return false;
      return of.comparison_operator === "GT" ? size > (of.size as number) : size >= (of.size as number);
    }
    default:
      throw new Error(`no statement of these rules: ${kind}`);
  }
}

const forwardedBy = { header_name: "x-forwarded-for", fallback_behavior: "NO_MATCH" };
const only = (statement: unknown): Block => (Array.isArray(statement) ? statement[0] : statement) as Block;

function header({ field_to_match: { single_header } }: Block, { userAgent, forwardedFor }: Request) {
  const { name } = single_header as unknown as { name: string };
  return { "user-agent": userAgent, "x-forwarded-for": forwardedFor }[name];
}

const blocks = (rule: Wafv2WebAclRule, request: Request): boolean =>
  JSON.stringify(rule.action) === '{"block":{}}' && matches(rule.statement as Block, request);

describe("allowCountries", () => {
  const rule = allowCountries("countries", { priority: 1, countries: ["US", "CA"] });

  it("lets the listed countries pass and blocks all others [003-waf-geo] [003-waf-geo-not-inverted]", () => {
    const blocked = ["US", "CA", "DE", "RU", undefined].map((country) => blocks(rule, country ? { country } : {}));
    expect(blocked).toEqual([false, false, true, true, true]);
  });

  it.each([[[]], [["us"]], [["US", "USA"]]])("refuses %j and says what is allowed", (countries) => {
    expect(() => allowCountries("countries", { priority: 1, countries })).toThrow(/two capitals, at least one/);
  });
});

describe("allowCountries and allowForwardedCountries, where a proxy of ours asks too", () => {
  const countries = ["US", "GB"];
  const rules = [
    allowForwardedCountries("forwarded", { priority: 0, countries }),
    allowCountries("countries", { priority: 1, countries, forwarded: true }),
  ];

  it.each([
    ["a person of a listed country", { country: "US" }, false],
    ["a person of another", { country: "DE" }, true],
    ["a person of a listed country behind a proxy in another", { country: "FR", forwardedFor: "GB" }, false],
    ["a person of another behind a proxy in a listed one", { country: "US", forwardedFor: "DE" }, true],
    ["a proxy that does not say for whom", { country: "US", forwardedFor: "unknown" }, true],
    ["a header that is empty, from another country", { country: "DE", forwardedFor: "" }, true],
  ])("%s: %j, blocked %s", (_who, request, blocked) => {
    expect(rules.some((rule) => blocks(rule, request))).toBe(blocked);
  });

  it("asks for the header before it judges it, whatever WAF makes of one that is missing", () => {
    expect(blocks(rules[0]!, { country: "DE" })).toBe(false);
  });

  it.each([[[]], [["us"]]])("refuses %j and says what is allowed", (codes) => {
    expect(() => allowForwardedCountries("forwarded", { priority: 0, countries: codes })).toThrow(/two capitals/);
  });
});

describe("allowMethods", () => {
  const rule = allowMethods("methods", { priority: 1, methods: ["GET", "POST"] });

  it("blocks every other method, also one that begins or ends the same [003-waf-custom-rules]", () => {
    const methods = ["GET", "POST", "TRACE", "GETX", "XPOST", "get"];
    expect(methods.map((method) => blocks(rule, { method }))).toEqual([false, false, true, true, true, true]);
  });

  it.each([[[]], [["get"]], [["GET|.*"]]])("refuses %j and says what is allowed", (methods) => {
    expect(() => allowMethods("methods", { priority: 1, methods })).toThrow(/words in capitals, at least one/);
  });
});

describe("limitBody", () => {
  const rule = limitBody("body", { priority: 1, maxBytes: 8192 });

  it("blocks longer bodies, those among them that WAF does not see whole [003-waf-custom-rules]", () => {
    expect(
      [undefined, 0, 8192, 8193].map((bodyBytes) => blocks(rule, bodyBytes === undefined ? {} : { bodyBytes })),
    ).toEqual([false, false, false, true]);
    expect(JSON.stringify(rule.statement)).toContain('"oversize_handling":"MATCH"');
  });

  it.each([0, 8193, 1.5])("refuses %d bytes and says what is allowed", (maxBytes) => {
    expect(() => limitBody("body", { priority: 1, maxBytes })).toThrow(/whole numbers from 1 to 8192/);
  });
});

describe("requireUserAgent", () => {
  it("blocks requests without the header, and with an empty one", () => {
    const rule = requireUserAgent("agent", { priority: 1 });
    expect([{ userAgent: "curl/8" }, { userAgent: "" }, {}].map((request) => blocks(rule, request))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
