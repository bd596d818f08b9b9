import type { Currency, Language } from "../paygate"

/**
 * The countries the interface document allows ("bdCountryCode"), each with the currency Klarna pays in there and the
 * document's own code of its main language. Poland is allowed while its currency is not, so it is served in euros.
 */
const MARKETS = {
  DE: { currency: "EUR", language: "DE" },
  AT: { currency: "EUR", language: "DE" },
  NL: { currency: "EUR", language: "NL" },
  DK: { currency: "DKK", language: "DK" },
  SE: { currency: "SEK", language: "SE" },
  NO: { currency: "NOK", language: "NO" },
  FI: { currency: "EUR", language: "FI" },
  GB: { currency: "GBP", language: "EN" },
  US: { currency: "USD", language: "EN" },
  CH: { currency: "CHF", language: "DE" },
  AU: { currency: "AUD", language: "EN" },
  BE: { currency: "EUR", language: "NL" },
  ES: { currency: "EUR", language: "ES" },
  IT: { currency: "EUR", language: "IT" },
  PL: { currency: "EUR", language: "PL" },
} as const satisfies Record<string, { currency: Currency; language: Language }>

export type Country = keyof typeof MARKETS

export const COUNTRIES = Object.keys(MARKETS) as [Country, ...Country[]]

/** Narrows a country code in any case to one Klarna serves through Paygate, else `undefined`. */
export function asCountry(code: string | null | undefined): Country | undefined {
  const upper = code?.toUpperCase()
  return COUNTRIES.find((country) => country === upper)
}

/** What a country pays in and speaks. */
export function marketOf(country: Country): { currency: Currency; language: Language } {
  return MARKETS[country]
}

/** Countries whose social security number must not be sent (interface document, "SocialSecurityNumber"). */
export const WITHOUT_SOCIAL_SECURITY_NUMBER: readonly Country[] = ["DE", "AT", "NL"]
