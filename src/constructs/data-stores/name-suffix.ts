import { Id } from "@cdktf/provider-random/lib/id";
import { Token, Tokenization, type IResolvable, type IResolveContext } from "cdktf";
import { Construct } from "constructs";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";

const BYTES = 4;

/** As many hexadecimal digits as every suffix has. */
export const SAMPLE_DIGITS = "0".repeat(2 * BYTES);

export interface NameSuffixProps {
  /** Kept: Terraform refuses to draw other digits, which would replace everything whose name ends with them. */
  readonly protection: Safeguard;
}

/**
 * Eight random hexadecimal digits that make names unique in all of AWS, such as those of buckets. They are drawn once, at
 * the first apply, and stand in the state. @stateful
 */
export class NameSuffix extends Construct {
  /** Known after the first apply; where a name is judged before, it counts as eight digits. */
  readonly hex: string;

  constructor(scope: Construct, id: string, { protection }: NameSuffixProps) {
    super(scope, id);
    const { hex } = new Id(this, "Resource", { byteLength: BYTES, lifecycle: lifecycleOf(protection) });
    this.hex = Token.asString(new Digits(hex));
  }

  /** `<stem>-<hex>` */
  appendTo(stem: string): string {
    return `${stem}-${this.hex}`;
  }
}

/** A token of its own kind: its length is known, that of any other reference is not. */
class Digits implements IResolvable {
  readonly creationStack = [];

  constructor(private readonly reference: string) {}

  resolve(_context: IResolveContext): string {
    return this.reference;
  }

  toString(): string {
    return Token.asString(this);
  }
}

/** The name with these digits in the place of a suffix's; whatever else only Terraform knows stands there as `<unknown>`. */
export function withDigits(name: string, digits: string): string {
  return Tokenization.reverseString(name).tokens.reduce(
    (text, token) => text.replaceAll(Token.asString(token), token instanceof Digits ? digits : "<unknown>"),
    name,
  );
}
