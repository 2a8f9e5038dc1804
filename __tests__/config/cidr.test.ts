import fc from "fast-check";
import { contains, formatCidr, overlaps, parseCidr, type Cidr } from "../../src/config/cidr";

const octet = fc.integer({ min: 0, max: 255 });
/** Small blocks in a small space, so that their addresses can be listed and chance makes them meet. */
const smallBlock = fc
  .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 }))
  .map(([host, prefix]) => `10.0.0.${host}/${prefix}`);

function parsed(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new Error(`${text} should be a CIDR`);
  return cidr;
}

/** Judges by the bits, one address at a time: shares no arithmetic with the code under test. */
function addressesOf(text: string): Set<number> {
  const [address, prefix] = text.split("/") as [string, string];
  const bits = (value: number) => value.toString(2).padStart(8, "0");
  const network = (ip: string) => ip.split(".").map(Number).map(bits).join("").slice(0, Number(prefix));
  const hosts = Array.from({ length: 16 }, (_, host) => host);
  return new Set(hosts.filter((host) => network(`10.0.0.${host}`) === network(address)));
}

describe("reading a CIDR", () => {
  it("gives first and last address", () => {
    expect(parseCidr("10.0.1.0/24")).toEqual({ first: 0x0a000100, last: 0x0a0001ff, prefix: 24 });
    expect(parseCidr("0.0.0.0/0")).toEqual({ first: 0, last: 2 ** 32 - 1, prefix: 0 });
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0/16",
    "10.0.0.256/24",
    "10.0.0.0/33",
    "10.0.0.0/",
    "010.0.0.0/8",
    "10.0.0.0/08",
    " 10.0.0.0/8",
    "::/0",
  ])("refuses %j", (text) => expect(parseCidr(text)).toBeUndefined());

  it("cuts host bits off when written back", () => {
    expect(formatCidr(parsed("10.0.1.77/24"))).toBe("10.0.1.0/24");
  });

  it("keeps every canonical block as it was", () => {
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 0, max: 32 }), (octets, prefix) => {
        const canonical = formatCidr(parsed(`${octets.join(".")}/${prefix}`));
        expect(formatCidr(parsed(canonical))).toBe(canonical);
        expect(parsed(canonical).last - parsed(canonical).first + 1).toBe(2 ** (32 - prefix));
      }),
    );
  });
});

describe("two blocks", () => {
  it("contain each other exactly when every address of the inner one lies in the outer one", () => {
    fc.assert(
      fc.property(smallBlock, smallBlock, (outer, inner) => {
        const expected = [...addressesOf(inner)].every((address) => addressesOf(outer).has(address));
        expect(contains(parsed(outer), parsed(inner))).toBe(expected);
      }),
    );
  });

  it("overlap exactly when they share an address", () => {
    fc.assert(
      fc.property(smallBlock, smallBlock, (a, b) => {
        const expected = [...addressesOf(a)].some((address) => addressesOf(b).has(address));
        expect(overlaps(parsed(a), parsed(b))).toBe(expected);
      }),
    );
  });
});
