/** What is bought, in Klarna's terms. */
export { addressFields } from "./addresses"
export { readOrderFacts, readOrderLines, readSession, type OrderFacts, type Query, type SessionToPay } from "./cart"
export {
  changedAddress,
  requireFitting,
  shippingFields,
  type AddressesToTell,
  type OrderAddresses,
} from "./changed-address"
export { fingerprint, matchesFingerprint } from "./fingerprint"
export { costWithDelivery, deliveryCost, isWhole, partOf, type OrderPart } from "./item-costs"
export { itemRoomOf, type ItemRoom } from "./item-room"
export { languageOf } from "./locale"
export { minorPart, roundDifference, toDecimal, toMajor, toMinor, type Decimal } from "./money"
export { orderLinesOf, purchaseOf, type Purchase } from "./purchase"
export { accountOf, definedOnly, orderRequest, storefrontUrl, type OrderRequest } from "./session-request"
