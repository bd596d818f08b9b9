import { marketOf, type Country } from "../connection"
import type { Language } from "../paygate"
import { refusal } from "../refusals"

/** ISO 639 languages to the document's own codes, which are countries for some (`DK`, `SE`). */
const LANGUAGE_OF: Record<string, Language> = {
  de: "DE",
  da: "DK",
  fi: "FI",
  sv: "SE",
  no: "NO",
  nb: "NO",
  nn: "NO",
  nl: "NL",
  fr: "FR",
  it: "IT",
  en: "EN",
  es: "ES",
  ca: "CA",
  pl: "PL",
}

/**
 * The document's language code: of the locale (`sv-SE` → `SE`) where Klarna has it, else the configured one, else that
 * of the country. A locale Klarna has no texts for is no reason to lose an order; a malformed one is refused.
 */
export function languageOf(locale: string | undefined, country: Country, configured?: Language): Language {
  if (locale === undefined) {
    return configured ?? marketOf(country).language
  }
  try {
    const language = new Intl.Locale(locale.replaceAll("_", "-")).language
    return LANGUAGE_OF[language] ?? configured ?? "EN"
  } catch {
    throw refusal("locale_invalid")
  }
}
