import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import {
  allowCountries,
  allowMethods,
  limitBody,
  requireUserAgent,
} from "../../../src/constructs/edge/web-acl-filters";
import type { Block } from "../../support/synthesize";

/** A request as far as the rules look at it. */
interface Request {
  readonly country?: string;
  readonly method?: string;
  readonly bodyBytes?: number;
  readonly userAgent?: string;
}

/** What WAF's guide says of each statement: a part that is missing matches nothing. */
function matches(statement: Block, request: Request): boolean {
  const [[kind, of]] = Object.entries(statement) as [[string, Block]];
  switch (kind) {
    case "not_statement":
      return !matches(of.statement as Block, request);
    case "geo_match_statement":
      return (of.country_codes as string[]).includes(request.country ?? "??");
    case "regex_match_statement":
      return (
        of.field_to_match.method !== undefined && new RegExp(of.regex_string as string).test(request.method ?? "GET")
      );
    case "size_constraint_statement": {
      const size = of.field_to_match.body ? (request.bodyBytes ?? 0) : request.userAgent?.length;
      if (size === undefined) return false;
      return of.comparison_operator === "GT" ? size > (of.size as number) : size >= (of.size as number);
    }
    default:
      throw new Error(`no statement of these rules: ${kind}`);
  }
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
