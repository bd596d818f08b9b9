import fc from "fast-check"
import { fillRefNr } from ".."
import { longestRefNr } from "../ref-nr"

const IDS = { sessionId: "payses_01JABCDEFGHJKMNPQRSTVWXYZ0", cartId: "cart_01JZYXWVTSRQPNMKJHGFEDCBA9" }

describe("fillRefNr", () => {
  it.each([
    ["{session}", "01JABCDEFGHJKMNPQRSTVWXYZ0"],
    ["{cart}", "01JZYXWVTSRQPNMKJHGFEDCBA9"],
    ["{short}", "QRSTVWXYZ0"],
    ["W-{short}/{short}", "W-QRSTVWXYZ0/QRSTVWXYZ0"],
    ["web", "web"],
  ])("makes of %s: %s", (template, filled) => {
    expect(fillRefNr(template, IDS)).toBe(filled)
  })

  it("takes ids without a prefix", () => {
    expect(fillRefNr("{session}", { ...IDS, sessionId: "abc" })).toBe("abc")
  })

  it("never gets longer than was foretold when the options were checked", () => {
    const part = fc.constantFrom("{session}", "{cart}", "{short}", "-", "ü", "Bestellung ")
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const template = parts.join("")
        expect(Array.from(fillRefNr(template, IDS)).length).toBe(longestRefNr(template))
      }),
    )
  })
})

describe("longestRefNr", () => {
  it.each(["a&b", "a\u0000b", "{order}", "}"])("is infinite for %j", (template) => {
    expect(longestRefNr(template)).toBe(Number.POSITIVE_INFINITY)
  })
})
