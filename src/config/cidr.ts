/** An IPv4 block as the range of its addresses, both ends included. */
export interface Cidr {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** Reads `10.0.1.0/24`; `undefined` when it is not an IPv4 block. Host bits are cut off: see {@link formatCidr}. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1);
  const [prefix, ...octets] = [parts[4], ...parts.slice(0, 4)].map(Number) as [number, ...number[]];
  const leadingZero = parts.some((part) => /^0\d/.test(part)); // some readers take 010 for 8
  if (leadingZero || prefix > 32 || octets.some((octet) => octet > 255)) return undefined;
  const size = 2 ** (32 - prefix);
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = address - (address % size);
  return { first, last: first + size - 1, prefix };
}

/** The block in its canonical form: the network address and the prefix. */
export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}
