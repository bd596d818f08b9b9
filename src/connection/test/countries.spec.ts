import { asCountry, COUNTRIES, marketOf, WITHOUT_SOCIAL_SECURITY_NUMBER } from ".."
import { CURRENCIES, LANGUAGES } from "../../paygate"

describe("the countries", () => {
  it("are the fifteen of the interface document", () => {
    expect([...COUNTRIES].sort()).toEqual(
      ["AT", "AU", "BE", "CH", "DE", "DK", "ES", "FI", "GB", "IT", "NL", "NO", "PL", "SE", "US"].sort(),
    )
  })

  it.each(COUNTRIES)("%s pays and speaks in what the document has", (country) => {
    const { currency, language } = marketOf(country)
    expect(CURRENCIES).toContain(currency)
    expect(LANGUAGES).toContain(language)
  })

  it.each([
    ["DK", "DKK", "DK"],
    ["SE", "SEK", "SE"],
    ["NO", "NOK", "NO"],
    ["GB", "GBP", "EN"],
    ["CH", "CHF", "DE"],
    ["PL", "EUR", "PL"],
  ] as const)("%s pays in %s and speaks %s", (country, currency, language) => {
    expect(marketOf(country)).toEqual({ currency, language })
  })

  it("are read in any case", () => {
    expect([asCountry("de"), asCountry("De"), asCountry("DE")]).toEqual(["DE", "DE", "DE"])
  })

  it.each(["FR", "", "D", "DEU", " de", null, undefined])("do not include %j", (code) => {
    expect(asCountry(code)).toBeUndefined()
  })

  it("must not be sent a social security number where the document forbids it", () => {
    expect(WITHOUT_SOCIAL_SECURITY_NUMBER).toEqual(["DE", "AT", "NL"])
  })
})
