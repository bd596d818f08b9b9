import { describeCheck } from "../check-text"
import { describeFailure } from "../failure"
import { describeResult, resultOf } from "../operation"
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
    const open = operation({ state: "unknown", evidence: null, code: "bad_mac", message: "The MAC is wrong" })
    expect(describeResult(open, t)).toBe("The MAC is wrong (bad_mac)")
  })

  it("is the code alone once the note is forgotten", () => {
    expect(describeResult(operation({ state: "unknown", evidence: null, code: "bad_mac" }), t)).toBe("bad_mac")
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
