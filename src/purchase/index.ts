/** What is bought, in Klarna's terms. */
export { readOrderLines, readSession, type Query, type SessionToPay } from "./cart"
export { fingerprint, matchesFingerprint } from "./fingerprint"
export { languageOf } from "./locale"
export { minorPart, roundDifference, toDecimal, toMajor, toMinor, type Decimal } from "./money"
export { orderLinesOf, purchaseOf, type Purchase } from "./purchase"
export { definedOnly, orderRequest, storefrontUrl } from "./session-request"
