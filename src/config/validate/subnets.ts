import { contains, formatCidr, overlaps, parseCidr, type Cidr } from "../cidr";
import type { NetworkConfig } from "../network";
import type { Findings } from "./findings";

/** A block that is written correctly, with the field it stands in. */
interface Block {
  readonly field: string;
  readonly text: string;
  readonly cidr: Cidr;
}

/** Blocks are well written, of a size that AWS accepts, inside the VPC and disjoint; those of peers are elsewhere. */
export function checkSubnets({ cidr, zones, peers = {} }: NetworkConfig, findings: Findings): void {
  const vpc = readBlock("network.cidr", cidr, findings);
  for (const [name, block] of Object.entries(peers)) {
    const peer = readBlock(`network.peers.${name}`, block, findings);
    findings.require(!vpc || !peer || !overlaps(vpc.cidr, peer.cidr), "network.cidr", cidr, {
      allowed: `blocks that share no address with a peer (here network.peers.${name} = ${block}): AWS refuses to peer them`,
      fix: "Choose another block before the first deployment, or remove the peer: a VPC never changes its block.",
    });
  }
  const subnets = zones
    .flatMap((zone, index) =>
      (["publicCidr", "appCidr", "dataCidr"] as const).map((tier) =>
        readBlock(`network.zones[${index}].${tier}`, zone[tier], findings),
      ),
    )
    .filter((block) => block !== undefined);

  for (const [index, subnet] of subnets.entries()) {
    if (vpc) {
      findings.require(contains(vpc.cidr, subnet.cidr), subnet.field, subnet.text, {
        allowed: `blocks inside the VPC's ${vpc.text}`,
        fix: `Choose a free block of ${vpc.text}, or widen network.cidr.`,
      });
    }
    const other = subnets.slice(0, index).find((earlier) => overlaps(earlier.cidr, subnet.cidr));
    findings.require(other === undefined, subnet.field, subnet.text, {
      allowed: `blocks that share no address with another subnet (here ${other?.field} = ${other?.text})`,
      fix: "Move one of the two to a free block.",
    });
  }
}

function readBlock(field: string, text: string, findings: Findings): Block | undefined {
  const cidr = parseCidr(text);
  if (!cidr) {
    const advice = {
      allowed: "an IPv4 block such as 10.0.1.0/24",
      fix: "Write four numbers up to 255, a slash and a prefix.",
    };
    findings.require(false, field, text, advice);
    return undefined;
  }
  const canonical = formatCidr(cidr);
  findings.require(text === canonical, field, text, {
    allowed: `the first address of the block (here ${canonical})`,
    fix: `Write ${canonical}.`,
  });
  findings.require(cidr.prefix >= 16 && cidr.prefix <= 28, field, text, {
    allowed: "prefixes from /16 to /28, which is what AWS accepts",
    fix: "Use a prefix in that range; /16 suits a VPC, /24 a subnet.",
  });
  return { field, text, cidr };
}
