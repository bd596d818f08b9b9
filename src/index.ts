/** What a store's own code imports from this package. */
export { paygateKlarna, type OtherProvider, type PaygateKlarnaProvider } from "./payment-module"
export type { ProviderOptionsInput as PaygateKlarnaOptions } from "./connection"
export { isPaygateError, PaygateError } from "./paygate"
