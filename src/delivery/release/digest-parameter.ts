import type { SSM } from "@aws-sdk/client-ssm";
import { explained } from "../aws/errors";

/** The parameter from which every plan reads the digest that a service runs; Terraform makes it and ignores its value. */
export class DigestParameter {
  constructor(
    private readonly ssm: SSM,
    private readonly name: string,
  ) {}

  /** The digest, or `none` before the first release. */
  async read(): Promise<string> {
    const { Parameter } = await explained(`reading the parameter ${this.name}`, () =>
      this.ssm.getParameter({ Name: this.name }),
    );
    return Parameter?.Value ?? "none";
  }

  async write(digest: string): Promise<void> {
    await explained(`writing the parameter ${this.name}`, () =>
      this.ssm.putParameter({ Name: this.name, Value: digest, Overwrite: true }),
    );
  }
}
