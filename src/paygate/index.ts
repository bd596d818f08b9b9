/** The protocol client. Knows nothing of shops. */
export { ARTICLE_LIST_LIMIT, checkOrderLine, sumOfTaxes, sumOfTotals, type OrderLine } from "./article-list"
export { decodeBase64Json, encodeBase64Json } from "./base64-json"
export type { AnswerOf, Call, RequestOf } from "./call"
export { CALLS } from "./calls"
export { AES_KEY_LENGTHS, createCipher, type Cipher, type Encryption } from "./cipher"
export { createPaygateClient, type BrowserForm, type PaygateClient, type PreparedCall } from "./client"
export { asCurrency, CURRENCIES, type Currency } from "./currencies"
export { isPaygateError, PaygateError, type PaygateErrorKind } from "./errors"
export type { CallResult } from "./judge-answer"
export { hmac, isSameMac, signAnswer, signRequest, verifyAnswer } from "./mac"
export { limitOf } from "./parameter"
export { ping } from "./ping"
export * as parameters from "./parameters"
export { LANGUAGES, PAY_TYPES } from "./parameters"
export { parseForm } from "./parse-form"
export { outcomeOf, readResult, type PaygateResult, type ResultOptions } from "./read-result"
export {
  describeCode,
  isBusyCode,
  isCancelledCode,
  isLapsedCode,
  isPaygateCode,
  outcomeOfCode,
  SUCCESS_CODE,
} from "./response-codes"
export { isResultError, ResultError, type ResultFault } from "./result-error"
export type { Charset, Language } from "./rewrite-text"
export { decodeCharset, decodePlaintext, encodePlaintext } from "./wire"
