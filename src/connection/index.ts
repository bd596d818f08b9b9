/** What a store has configured: options, their check, and the client made of them. */
export { asCountry, COUNTRIES, marketOf, WITHOUT_SOCIAL_SECURITY_NUMBER, type Country } from "./countries"
export { parseProviderOptions, type ProviderOptions, type ProviderOptionsInput } from "./options"
export { PROVIDER_IDENTIFIER } from "./provider-id"
export { hookUrls } from "./hook-urls"
export { testReasonOf } from "./test-account"
export { reachOf } from "./reach"
export { fillOrderRefNr, fillRefNr } from "./ref-nr"
export {
  createConnection,
  isPaygateKlarnaProvider,
  listProviderEntries,
  listProviderIds,
  PACKAGE_NAME,
  PROVIDER_RESOLVE,
  providerIdOf,
  resolveConnection,
  type Connection,
} from "./resolve"
