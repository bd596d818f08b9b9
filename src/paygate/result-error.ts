/** What makes a message no result of this merchant's. */
export type ResultFault = "malformed" | "undecryptable" | "wrong_length" | "wrong_merchant" | "wrong_mac"

const SAYS: Record<ResultFault, string> = {
  malformed: "the message is no result",
  undecryptable: "Data cannot be decrypted with any of the keys",
  wrong_length: "Len does not fit Data",
  wrong_merchant: "the result is another merchant's",
  wrong_mac: "the result's MAC is wrong",
}

const MARK = Symbol.for("medusa-payment-paygate-klarna/ResultError")

/** A message that is not believed. Holds no value of it, since it may be anybody's. */
export class ResultError extends Error {
  constructor(readonly reason: ResultFault) {
    super(SAYS[reason])
    this.name = "ResultError"
    Object.defineProperty(this, MARK, { value: true })
  }
}

/** Recognises a `ResultError` also from a second loaded copy of this package. */
export function isResultError(error: unknown): error is ResultError {
  return typeof error === "object" && error !== null && MARK in error
}
