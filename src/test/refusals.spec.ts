import { MedusaError } from "@medusajs/framework/utils"
import { PaygateError, type PaygateErrorKind } from "../paygate"
import {
  asRefusal,
  authorizationRefusal,
  completionRefusal,
  moneyRefusal,
  refusal,
  REFUSAL_CODES,
  sessionRefusal,
  shopperMessage,
} from "../refusals"

const { INVALID_DATA, NOT_ALLOWED, PAYMENT_AUTHORIZATION_ERROR } = MedusaError.Types

const KINDS = ["request", "declined", "transport", "unknown"] as const satisfies readonly PaygateErrorKind[]
const CODES = { request: "invalid_request", declined: "22890100", transport: "not_reachable", unknown: "timeout" }

function errorOf(kind: PaygateErrorKind): PaygateError {
  return new PaygateError({
    kind,
    code: CODES[kind],
    message: "Paygate's own words",
    call: "capture",
    transId: "payses_1",
    payId: "0123456789abcdef0123456789abcdef",
    xid: "fedcba9876543210fedcba9876543210",
  })
}

describe("a refusal", () => {
  it.each(REFUSAL_CODES)("%s has words for people, without placeholders", (code) => {
    const { message, type } = refusal(code)
    expect(message).toMatch(/^[A-Z].{15,}$/)
    expect(message).not.toMatch(/[{}<>$_]|undefined|null|TODO/)
    expect([INVALID_DATA, NOT_ALLOWED, PAYMENT_AUTHORIZATION_ERROR]).toContain(type)
    expect(shopperMessage(code)).toBe(message)
  })

  it.each(REFUSAL_CODES)("%s is a code of its own, not one of Paygate's", (code) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)+$/)
    expect(refusal(code).code).toBe(code)
  })

  it("adds a detail to its words", () => {
    expect(refusal("country_not_supported", "FR").message).toBe("Klarna is not available in this country: FR")
  })

  it.each([
    "authorization_token_missing",
    "authorization_token_expired",
    "payment_closed",
    "cart_changed",
    "address_changed",
  ] as const)("%s reaches the shopper when a cart is completed", (code) => {
    expect(refusal(code).type).toBe(PAYMENT_AUTHORIZATION_ERROR)
  })
})

describe("shopperMessage", () => {
  it.each(["22890100", "constructor", "toString", "__proto__", ""])("answers %j as Klarna's refusal", (code) => {
    expect(shopperMessage(code)).toBe("Klarna has declined this payment. Please choose another way to pay")
  })

  it.each(["22890053", "22890703"])("does not blame Klarna where the shopper has cancelled (%s)", (code) => {
    expect(shopperMessage(code)).toBe("The payment with Klarna was cancelled. Nothing was charged")
  })
})

describe("authorizationRefusal", () => {
  it("passes Paygate's code on when Klarna declines, in words that reach the shopper", () => {
    expect(authorizationRefusal(errorOf("declined"))).toMatchObject({
      type: PAYMENT_AUTHORIZATION_ERROR,
      code: "22890100",
      message: shopperMessage("klarna_declined"),
    })
  })

  it.each(["request", "transport"] as const)("promises that nothing was charged after an error of kind %s", (kind) => {
    expect(authorizationRefusal(errorOf(kind))).toMatchObject({
      type: PAYMENT_AUTHORIZATION_ERROR,
      code: "klarna_not_reached",
      message: expect.stringContaining("Nothing was charged") as string,
    })
  })
})

describe("sessionRefusal", () => {
  it.each(KINDS)("offers a way out after an error of kind %s", (kind) => {
    expect(sessionRefusal(errorOf(kind))).toMatchObject({
      type: NOT_ALLOWED,
      code: kind === "declined" ? "22890100" : "klarna_unavailable",
      message: shopperMessage("klarna_unavailable"),
    })
  })
})

describe("moneyRefusal", () => {
  it.each(["request", "declined", "transport"] as const)("tells the merchant what to look up after %s", (kind) => {
    expect(moneyRefusal(errorOf(kind))).toMatchObject({
      type: NOT_ALLOWED,
      code: CODES[kind],
      message:
        "Paygate's own words, TransID payses_1, PayID 0123456789abcdef0123456789abcdef, " +
        "XID fedcba9876543210fedcba9876543210",
    })
  })

  it("never calls an open outcome a failure", () => {
    expect(moneyRefusal(errorOf("unknown"))).toMatchObject({ type: NOT_ALLOWED, code: "outcome_unknown" })
  })

  it("leaves out references there are none of", () => {
    const error = new PaygateError({ kind: "request", code: "invalid_request", message: "not sent" })
    expect(moneyRefusal(error).message).toBe("not sent")
  })
})

describe("asRefusal", () => {
  it("converts Paygate's errors and passes on everything else", () => {
    const [own, other] = [refusal("cart_changed"), new TypeError("x")]
    expect(asRefusal(own, moneyRefusal)).toBe(own)
    expect(asRefusal(other, moneyRefusal)).toBe(other)
    expect(asRefusal(errorOf("declined"), moneyRefusal)).toMatchObject({ code: "22890100" })
  })
})

describe("completionRefusal", () => {
  it("lets any refusal of ours reach the shopper, with its code and words", () => {
    expect(completionRefusal(refusal("session_outdated"))).toMatchObject({
      type: "payment_authorization_error",
      code: "session_outdated",
      message: "The cart has changed: please choose Klarna again",
    })
  })

  it("keeps errors that are nobody's business as they are", () => {
    const broken = new Error("connection to the database lost")
    expect(completionRefusal(broken)).toBe(broken)
  })
})
