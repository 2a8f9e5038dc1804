/**
 * The role by which API Gateway writes logs: an account has one for each region. One deployment of the account makes it,
 * best the one that is deployed first; the others name it.
 */
export type ApiGatewayAccountConfig = { readonly owned: true } | { readonly owned: false; readonly ownedBy: string };
