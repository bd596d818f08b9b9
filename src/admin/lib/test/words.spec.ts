import { describeCheck } from "../check-text"
import { describeFailure } from "../failure"
import { describeResult, resultKey } from "../operation"
import { offerOf } from "../region"
import { RequestError } from "../request-error"
import { operation } from "./payments"

/** Tells which text was found, and with what. */
const t = (key: string, values?: Record<string, string | number>) => [key, ...Object.values(values ?? {})].join(" ")

describe("a failure in words", () => {
  it("is the plugin's own in the user's language", () => {
    expect(describeFailure(new RequestError("English", "quantity_invalid"), t)).toBe("failure.quantity_invalid")
  })

  it("is the reason that disables the action by now", () => {
    expect(describeFailure(new RequestError("English", "nothing_left"), t)).toBe("blocked.nothing_left")
  })

  it("is the reason that Paygate's code stands for", () => {
    expect(describeFailure(new RequestError("English", "22891370"), t)).toBe(
      "failure.withCode failure.addressRefused 22891370",
    )
  })

  it.each(["20010901", "2289002E"])("is Paygate's answer where %s is for support to read", (code) => {
    expect(describeFailure(new RequestError("What it says", code), t)).toBe("failure.paygate What it says")
  })

  it.each([undefined, "unheard_of", "toString"])("is what was answered where the code is %s", (code) => {
    expect(describeFailure(new RequestError("Something else", code), t)).toBe("Something else")
  })

  it.each(["not_reachable", "invalid_request"])("says why nothing was sent: %s", (code) => {
    expect(describeFailure(new RequestError("English", code), t)).toBe(`timeline.nothingSent unsent.${code}`)
  })

  it("is the connection's where nobody answered", () => {
    expect(describeFailure(new TypeError("Failed to fetch"), t)).toBe("failure.connection")
  })
})

describe("a call's result in words", () => {
  it("needs none when it succeeded", () => {
    expect(describeResult(operation({ message: "noted" }), t)).toBeNull()
  })

  it.each(["not_reachable", "invalid_request"])("says why nothing was sent: %s", (code) => {
    expect(describeResult(operation({ state: "failed", code, message: "English" }), t)).toBe(
      `timeline.nothingSent unsent.${code}`,
    )
  })

  it("says that there was no answer where only the repeat was not sent", () => {
    expect(describeResult(operation({ state: "unknown", code: "not_reachable" }), t)).toBe("timeline.noAnswer")
  })

  it.each(["timeout", "no_answer"])("says that there was no answer: %s", (code) => {
    expect(describeResult(operation({ state: "unknown", code }), t)).toBe("timeline.noAnswer")
  })

  it("is the reason that Paygate's code stands for", () => {
    expect(describeResult(operation({ state: "failed", code: "22890100", meaning: "English" }), t)).toBe(
      "failure.withCode failure.declined 22890100",
    )
  })

  it("is what another code means, with the code", () => {
    expect(describeResult(operation({ state: "failed", code: "22890005", meaning: "Amount" }), t)).toBe(
      "Amount (22890005)",
    )
  })

  it("is what was noted where the code has no meaning", () => {
    expect(describeResult(operation({ state: "unknown", code: "bad_mac", message: "The MAC is wrong" }), t)).toBe(
      "The MAC is wrong (bad_mac)",
    )
  })

  it("is the code alone once the note is forgotten", () => {
    expect(describeResult(operation({ state: "unknown", code: "bad_mac" }), t)).toBe("bad_mac")
  })
})

describe("what a check found, in words", () => {
  it("is in the user's language", () => {
    const values = { host: "paygate.example", milliseconds: 12 }
    expect(describeCheck({ reason: "paygate_answers", values, message: "English" }, t)).toBe(
      "checkReason.paygate_answers paygate.example 12",
    )
  })

  it.each(["unheard_of", "toString"])("is as the server says it where the reason is %s", (reason) => {
    expect(describeCheck({ reason, values: {}, message: "English" }, t)).toBe("English")
  })
})

describe("how a call ended", () => {
  it.each([
    ["result.succeeded", { state: "succeeded" }],
    ["result.unknown", { state: "unknown", code: "timeout" }],
    ["status.pending", { state: "unknown", code: "62890000" }],
  ] as const)("is %s", (key, changes) => {
    expect(resultKey(operation(changes))).toBe(key)
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
