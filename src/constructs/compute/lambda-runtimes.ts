/**
 * Runtimes that functions may have, with the day until which AWS mends them. One that ends leaves this table.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const LAMBDA_RUNTIMES = {
  "nodejs22.x": { supportedUntil: "2027-04-30" },
} as const satisfies Readonly<Record<string, { readonly supportedUntil: string }>>;
