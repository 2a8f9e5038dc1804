import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { measured, type Position } from "./web-acl-rules";

/** A statement as Terraform spells it: the provider's classes pass it on untouched. */
type Statement = Readonly<Record<string, unknown>>;

const AS_IT_IS = [{ priority: 0, type: "NONE" }];
/** WAF inspects the first 8 KiB of a body that goes to a load balancer, and more elsewhere. */
const INSPECTED_BYTES = 8192;
/** Names who asked the proxy, first of its addresses. */
const FORWARDED = "x-forwarded-for";

/** ISO 3166-1 alpha-2 codes such as `US`, at least one. */
interface Countries extends Position {
  readonly countries: readonly string[];
}

/**
 * Blocks what comes from anywhere but the countries. 164.308(a)(1)(ii)(B)
 *
 * @param forwarded whether requests pass that a proxy forwards: the proxy may be anywhere, so {@link allowForwardedCountries}
 *   must judge them. @default false
 * @throws Error when there is no country, or a code is not two capitals
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html
 */
export function allowCountries(
  name: string,
  { priority, countries, forwarded = false }: Countries & { readonly forwarded?: boolean },
): Wafv2WebAclRule {
  const here = { geo_match_statement: { country_codes: codes(name, countries) } };
  return blockUnless(name, priority, forwarded ? { or_statement: { statement: [here, hasHeader(FORWARDED)] } } : here);
}

/**
 * Blocks what a proxy such as CloudFront forwards for anybody outside the countries. Whoever asks without our proxy can forge
 * the header, as a VPN forges any address.
 *
 * @throws Error when there is no country, or a code is not two capitals
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
 */
export function allowForwardedCountries(name: string, { priority, countries }: Countries): Wafv2WebAclRule {
  const forwarded_ip_config = { header_name: FORWARDED, fallback_behavior: "NO_MATCH" };
  const there = { geo_match_statement: { country_codes: codes(name, countries), forwarded_ip_config } };
  // WAF does not say what "not" makes of a header that is missing, so the rule asks for it.
  return block(name, priority, {
    and_statement: { statement: [hasHeader(FORWARDED), { not_statement: { statement: [there] } }] },
  });
}

function codes(name: string, countries: readonly string[]): string[] {
  const strange = countries.find((country) => !/^[A-Z]{2}$/.test(country));
  if (countries.length === 0 || strange !== undefined) {
    throw new Error(
      `[${name}] countries is ${JSON.stringify(countries)}; allowed are codes of two capitals, at least one. Write them like US.`,
    );
  }
  return [...countries];
}

/**
 * Blocks methods that the product does not have, such as TRACE.
 *
 * @throws Error when there is none, or one is not a word in capitals
 */
export function allowMethods(
  name: string,
  { priority, methods }: Position & { readonly methods: readonly string[] },
): Wafv2WebAclRule {
  const strange = methods.find((method) => !/^[A-Z]+$/.test(method));
  if (methods.length === 0 || strange !== undefined) {
    throw new Error(
      `[${name}] methods is ${JSON.stringify(methods)}; allowed are words in capitals, at least one. Write them like GET.`,
    );
  }
  return blockUnless(name, priority, {
    regex_match_statement: {
      regex_string: `^(${methods.join("|")})$`,
      field_to_match: { method: {} },
      text_transformation: AS_IT_IS,
    },
  });
}

/**
 * Blocks bodies that are longer, those among them of which WAF sees the beginning only.
 *
 * @param maxBytes 1-8192
 * @throws Error when WAF would not see so much of every body
 */
export function limitBody(
  name: string,
  { priority, maxBytes }: Position & { readonly maxBytes: number },
): Wafv2WebAclRule {
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > INSPECTED_BYTES) {
    throw new Error(
      `[${name}] maxBytes is ${maxBytes}; allowed are whole numbers from 1 to ${INSPECTED_BYTES}. Change the rule.`,
    );
  }
  return block(name, priority, {
    size_constraint_statement: {
      comparison_operator: "GT",
      size: maxBytes,
      field_to_match: { body: { oversize_handling: "MATCH" } },
      text_transformation: AS_IT_IS,
    },
  });
}

/** Blocks requests that do not say what program sends them: the name is missing or empty. */
export function requireUserAgent(name: string, { priority }: Position): Wafv2WebAclRule {
  return blockUnless(name, priority, hasHeader("user-agent"));
}

/** A header that is missing matches no statement about its size. */
function hasHeader(name: string): Statement {
  return {
    size_constraint_statement: {
      comparison_operator: "GE",
      size: 1,
      field_to_match: { single_header: { name } },
      text_transformation: AS_IT_IS,
    },
  };
}

function blockUnless(name: string, priority: number, statement: Statement): Wafv2WebAclRule {
  return block(name, priority, { not_statement: { statement } });
}

function block(name: string, priority: number, statement: Statement): Wafv2WebAclRule {
  return { name, priority, action: { block: {} }, statement, visibilityConfig: measured(name) };
}
