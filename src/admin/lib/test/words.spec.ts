import { describeCheck } from "../check-text"
import { describeFailure } from "../failure"
import { describeResult, describeSync, resultOf, unnamedCode } from "../operation"
import { offerOf } from "../region"
import { RequestError } from "../request-error"
import { operation, payment } from "./payments"

/** Tells which text was found, and with what. */
const t = (key: string, values?: Record<string, string | number>) => [key, ...Object.values(values ?? {})].join(" ")

describe("a failure in words", () => {
  it("is the plugin's own in the user's language", () => {
    expect(describeFailure(new RequestError("English", "quantity_invalid", 400), t)).toBe("failure.quantity_invalid")
  })

  it("is the reason that disables the action by now", () => {
    expect(describeFailure(new RequestError("English", "nothing_left", 400), t)).toBe("blocked.nothing_left")
  })

  it("is the reason that Paygate's code stands for", () => {
    expect(describeFailure(new RequestError("English", "22891370", 400), t)).toBe(
      "failure.withCode failure.addressRefused 22891370",
    )
  })

  it.each([undefined, "unheard_of", "toString"])("is what was answered where the code is %s", (code) => {
    expect(describeFailure(new RequestError("Something else", code, 400), t)).toBe("Something else")
  })

  it.each([
    [401, "unauthorized"],
    [403, "forbidden"],
    [500, "backend"],
    [502, "backend"],
  ])("is what the status %i says where there is no code", (status, key) => {
    expect(describeFailure(new RequestError("English", undefined, status), t)).toBe(`failure.${key}`)
  })

  it.each(["not_reachable", "invalid_request"])("says why nothing was sent: %s", (code) => {
    expect(describeFailure(new RequestError("English", code, 400), t)).toBe(`timeline.nothingSent unsent.${code}`)
  })

  it("is the connection's where nobody answered", () => {
    expect(describeFailure(new TypeError("Failed to fetch"), t)).toBe("failure.connection")
  })
})

describe("a sync in words", () => {
  const differing = payment({ divergence: { books: {}, paygate: { captured: 1 }, medusa: {} } })

  it.each(["unknown", "started"] as const)("says that the outcome is still open: %s", (state) => {
    expect(describeSync({ payment: differing, operation: operation({ state }) }, t)).toBe("sync.open")
  })

  it("says that the sums still differ", () => {
    expect(describeSync({ payment: differing, operation: operation() }, t)).toBe("sync.differs")
  })

  it.each([null, operation()])("is done when nothing is open any more", (settled) => {
    expect(describeSync({ payment: payment(), operation: settled }, t)).toBe("sync.done")
  })
})

describe("a call's result in words", () => {
  it("needs none when it succeeded", () => {
    expect(describeResult(operation({ message: "noted" }), t)).toBeNull()
  })

  it.each(["not_reachable", "invalid_request"])("says why nothing was sent: %s", (code) => {
    const unsent = operation({ state: "failed", evidence: "nothing_sent", code, message: "English" })
    expect(describeResult(unsent, t)).toBe(`timeline.nothingSent unsent.${code}`)
  })

  it.each(["timeout", "no_answer"])("says that there was no answer while it is open: %s", (code) => {
    expect(describeResult(operation({ state: "unknown", evidence: null, code }), t)).toBe("timeline.noAnswer")
  })

  it.each([
    ["was carried out", "timeline.foundDone", { state: "succeeded", code: "timeout" }],
    ["was pending, and was carried out", "timeline.foundDone", { state: "succeeded", code: "62890000" }],
    ["was not carried out", "timeline.foundUndone", { state: "failed", code: "no_answer" }],
    ["was not carried out, its process having died", "timeline.foundUndone", { state: "failed", code: null }],
    [
      "was not carried out, Paygate having been in doubt",
      "timeline.foundUndone",
      { state: "failed", code: "22890051" },
    ],
  ] as const)("says that Paygate was asked, and that it %s", (_what, text, changes) => {
    expect(describeResult(operation({ evidence: "inquiry", ...changes }), t)).toBe(text)
  })

  it("says that nobody knows, and that it may be done again, where no more was asked", () => {
    const lost = operation({ kind: "update_address", state: "failed", evidence: "none", code: "timeout" })
    expect(describeResult(lost, t)).toBe("timeline.givenUp")
    expect(describeResult({ ...lost, kind: "inquire" }, t)).toBe("timeline.notTold")
  })

  it("is the reason that Paygate's code stands for", () => {
    expect(describeResult(operation({ state: "failed", code: "22890100", meaning: "English" }), t)).toBe(
      "failure.withCode failure.klarna_declined 22890100",
    )
  })

  it("is that Paygate has not decided yet, for a code that says so", () => {
    expect(describeResult(operation({ state: "unknown", code: "62890051" }), t)).toBe(
      "failure.withCode blocked.pending 62890051",
    )
  })

  it.each(["bad_code", "00000000", "70000000"])("is that the answer is not clear, for the code %s", (code) => {
    expect(describeResult(operation({ state: "unknown", evidence: null, code, message: "English" }), t)).toBe(
      `failure.withCode paygateCode.unclear ${code}`,
    )
  })

  it("is what was noted where there is no code", () => {
    expect(
      describeResult(operation({ state: "unknown", evidence: null, code: null, message: "As it was noted" }), t),
    ).toBe("As it was noted")
  })
})

describe("what a check found, in words", () => {
  const texts = { t, decimal: (number: string) => number.replace(".", ",") }

  it("is in the user's language", () => {
    const values = { host: "paygate.example", milliseconds: 12 }
    expect(describeCheck({ reason: "paygate_answers", values, message: "English" }, texts)).toBe(
      "checkReason.paygate_answers paygate.example 12",
    )
  })

  it("names amounts and payment types as the user does", () => {
    const values = { amount: "1.00", currency: "EUR", country: "DE", pay_types: "pay_now,klarna_new" }
    expect(describeCheck({ reason: "session_opened_for", values, message: "English" }, texts)).toBe(
      "checkReason.session_opened_for 1,00 EUR DE payType.pay_now, klarna_new",
    )
  })

  it.each([
    ["20120044", "paygateCode.signature"],
    ["no_code", "paygateCode.unclear"],
  ])("says what Paygate refused a session with: %s", (code, key) => {
    const values = { amount: "1.00", currency: "EUR", country: "DE", error: "English", code }
    expect(describeCheck({ reason: "session_refused", values, message: "English" }, texts)).toBe(
      `checkReason.session_refused 1,00 EUR DE failure.withCode ${key} ${code} ${code}`,
    )
  })

  it.each(["unheard_of", "toString"])("is as the server says it where the reason is %s", (reason) => {
    expect(describeCheck({ reason, values: {}, message: "English" }, texts)).toBe("English")
  })
})

describe("Paygate's code of a call", () => {
  it.each([
    ["of a success", {}, "00000000"],
    ["of an inquiry", { kind: "inquire" }, "00000000"],
    ["of a decision that came later", { evidence: "inquiry", code: "62890000" }, "62890000"],
    ["never twice", { state: "failed", code: "22890100" }, null],
    ["never twice while it is open", { state: "unknown", evidence: null, code: "62890000" }, null],
    ["where it is Paygate's only", { evidence: "inquiry", code: "timeout" }, null],
    ["where there is one only", { state: "failed", evidence: "none", code: null }, null],
    ["not for what was never sent", { state: "failed", evidence: "nothing_sent", code: "not_reachable" }, null],
  ] as const)("is shown beside the words: %s", (_when, changes, code) => {
    expect(unnamedCode(operation(changes))).toBe(code)
  })
})

describe("how a call ended", () => {
  it.each([
    ["result.started", "blue", { state: "started", evidence: null, code: null }],
    ["result.succeeded", "green", { state: "succeeded" }],
    ["result.failed", "red", { state: "failed", code: "22890100" }],
    ["result.failed", "red", { state: "failed", evidence: "inquiry", code: "timeout" }],
    ["result.unanswered", "orange", { state: "failed", evidence: "none", code: "timeout" }],
    ["result.unknown", "orange", { state: "unknown", evidence: null, code: "timeout" }],
    ["status.pending", "orange", { state: "unknown", evidence: null, code: "62890000" }],
  ] as const)("is %s, in %s", (key, color, changes) => {
    expect(resultOf(operation(changes))).toEqual({ key, color })
  })
})

describe("Klarna in a region", () => {
  const region = (is_enabled: boolean, ...supported: boolean[]) => ({
    is_enabled,
    currency_code: "eur",
    currency_ok: true,
    countries: supported.map((is_supported, index) => ({ country_code: `c${index}`, is_supported })),
    pay_types: [],
  })

  it.each([
    ["offered", region(true, true, true)],
    ["partly", region(true, true, false)],
    ["notEnabled", region(false, true)],
    ["notOffered", region(true, false)],
    ["notOffered", region(true)],
  ])("is %s", (offer, answer) => {
    expect(offerOf(answer)).toBe(offer)
  })
})
