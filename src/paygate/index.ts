/** The protocol client. Knows nothing of shops. */
export {
  ARTICLE_LIST_LIMIT,
  articleList,
  checkOrderLine,
  ORDER_LINE_TYPES,
  sumOfTaxes,
  sumOfTotals,
  type OrderLine,
} from "./article-list"
export { decodeBase64Json, encodeBase64Json } from "./base64-json"
export type { AnswerOf, Call, RequestOf } from "./call"
export { CALLS } from "./calls"
export { AES_KEY_LENGTHS, createCipher, type Cipher, type Encryption } from "./cipher"
export {
  createPaygateClient,
  type CallResult,
  type ClientOptions,
  type PaygateClient,
  type PreparedCall,
} from "./client"
export { asCurrency, CURRENCIES, CURRENCY_DECIMALS, type Currency } from "./currencies"
export { isPaygateError, PaygateError, type PaygateErrorKind } from "./errors"
export { hmac, isSameMac, signAnswer, signRequest, verifyAnswer } from "./mac"
export { limitOf } from "./parameter"
export * as parameters from "./parameters"
export { LANGUAGES, PAY_TYPES } from "./parameters"
export { describeCode, outcomeOfCode, SUCCESS_CODE } from "./response-codes"
export { cut, type Charset, type Language } from "./rewrite-text"
export { decodeCharset, decodePlaintext, encodePlaintext } from "./wire"
