import { createFormat, daysUntil, digitsOf, localeOf } from "../format"

/** `Intl` sets amounts apart by spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, " ")

describe("amounts and dates in the user's language", () => {
  it.each([
    ["en", "€1,234.50"],
    ["de", "1.234,50 €"],
    ["fr", "1 234,50 €"],
    ["sv", "1 234,50 €"],
  ])("writes an amount in %s", (language, written) => {
    expect(plain(createFormat(language).money(1234.5, "eur"))).toBe(written)
  })

  it("writes a currency without minor units without decimals", () => {
    expect(plain(createFormat("en").money(1234, "jpy"))).toBe("¥1,234")
  })

  it("knows how many decimal places a currency has", () => {
    expect([digitsOf("eur"), digitsOf("jpy")]).toEqual([2, 0])
  })

  it("names a currency's sign", () => {
    expect(createFormat("en").symbol("gbp")).toBe("£")
  })

  it("reads the dashboard's codes of languages", () => {
    expect(["en", "enGB", "ptBR"].map(localeOf)).toEqual(["en", "en-GB", "pt-BR"])
  })

  it.each([
    [38, "38 ms"],
    [1234, "1,2 Sek."],
  ])("writes a duration of %i ms", (milliseconds, written) => {
    expect(plain(createFormat("de").duration(milliseconds))).toBe(written)
  })

  it("names a country", () => {
    expect(createFormat("nl").country("de")).toBe("Duitsland")
  })
})

describe("days from now", () => {
  const now = new Date(2026, 10, 22, 23, 30)

  it("counts calendar days, whatever the time of day", () => {
    expect(daysUntil(new Date(2026, 10, 23, 0, 30).toISOString(), now)).toBe(1)
  })

  it("is negative for what is over", () => {
    expect(daysUntil(new Date(2026, 10, 20, 12).toISOString(), now)).toBe(-2)
  })

  it("is told in words", () => {
    expect(createFormat("de").fromNow(new Date(2026, 10, 25).toISOString(), now)).toBe("in 3 Tagen")
  })
})
