/** What is bought, in Klarna's terms. */
export { addressFields } from "./addresses"
export { buildArticleList } from "./article-list"
export { readOrderLines, readSession, type SessionToPay, type Cart, type Query } from "./cart"
export { fingerprint, matchesFingerprint } from "./fingerprint"
export { languageOf } from "./locale"
export { minorPart, toDecimal, toMajor, toMinor, type Decimal } from "./money"
export { purchaseOf, type Purchase } from "./purchase"
export { definedOnly, orderRequest, storefrontUrl } from "./session-request"
