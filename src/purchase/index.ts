/** What is bought, in Klarna's terms. */
export { readOrderLines, readSession, type Query } from "./cart"
export { fingerprint, matchesFingerprint } from "./fingerprint"
export { languageOf } from "./locale"
export { minorPart, roundDifference, toDecimal, toMajor, toMinor, type Decimal } from "./money"
export { orderLinesOf, purchaseOf, type Purchase } from "./purchase"
