import { languageOf } from "../locale"

describe("the widget's language", () => {
  it.each([
    ["de-DE", "DE"],
    ["da-DK", "DK"],
    ["sv-SE", "SE"],
    ["nb-NO", "NO"],
    ["nn-NO", "NO"],
    ["no", "NO"],
    ["fi-FI", "FI"],
    ["en-GB", "EN"],
    ["pl", "PL"],
    ["ca-ES", "CA"],
    ["de_AT", "DE"],
    ["DE-de", "DE"],
    ["zh-Hant-TW", "EN"],
  ])("is for the locale %s: %s", (locale, language) => {
    expect(languageOf(locale, "DE")).toBe(language)
  })

  it("is the locale's before the configured one", () => {
    expect(languageOf("sv-SE", "DE", "FR")).toBe("SE")
  })

  it("is the configured one where Klarna lacks the locale's", () => {
    expect(languageOf("ja-JP", "DE", "FR")).toBe("FR")
  })

  it("is the configured one without a locale", () => {
    expect(languageOf(undefined, "DE", "FR")).toBe("FR")
  })

  it("is the country's without either", () => {
    expect([languageOf(undefined, "DK"), languageOf(undefined, "CH"), languageOf(undefined, "US")]).toEqual([
      "DK",
      "DE",
      "EN",
    ])
  })

  it.each(["!", "", "de-", "d", "de DE", "de-DE&Amount=1", "a".repeat(300)])("is refused for %j", (locale) => {
    let refused: unknown
    try {
      languageOf(locale, "DE")
    } catch (error) {
      refused = error
    }
    expect(refused).toMatchObject({
      code: "locale_invalid",
      message: "The locale is not valid: expected one such as de-DE",
    })
  })
})
