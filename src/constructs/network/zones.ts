/** One availability zone and the address block of each of its subnets. */
export interface Zone {
  /** Name such as `us-east-1a`; its last letter names the zone's resources. */
  readonly name: string;
  /** IPv4 block of the subnet for load balancers and NAT gateways. */
  readonly publicCidr: string;
  /** IPv4 block of the subnet for workloads. */
  readonly appCidr: string;
  /** IPv4 block of the subnet for data stores. */
  readonly dataCidr: string;
}

/**
 * The letters of the zones, in order: resources are keyed by letter, so that adding or removing one zone leaves the
 * addresses of the others alone.
 *
 * @throws Error when a name ends in no letter or two names end in the same one
 */
export function zoneLetters(zones: readonly Zone[]): string[] {
  const letters = zones.map(({ name }) => {
    const letter = /^[a-z-]+-\d+([a-z])$/.exec(name)?.[1];
    if (letter === undefined) {
      throw new Error(`Zone "${name}" has no zone letter. Expected a region and a letter, such as us-east-1a.`);
    }
    return letter;
  });
  const repeated = letters.findIndex((letter, index) => letters.indexOf(letter) !== index);
  if (repeated >= 0) {
    throw new Error(
      `Zone "${zones[repeated]?.name}" has the letter of an earlier zone. Name each zone of one region once.`,
    );
  }
  return letters;
}
