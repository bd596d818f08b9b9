import { checkOrderLine, sumOfTaxes, sumOfTotals, type OrderLine } from "../paygate"
import type { Incoming } from "./calls"
import type { Settings } from "./options"
import { refuse, refuseParameter } from "./refusals"
import { faultOfUrl } from "./urls"

/** The countries of the interface document (`bdCountryCode`). */
const COUNTRIES = ["DE", "AT", "NL", "DK", "SE", "NO", "FI", "GB", "US", "CH", "AU", "BE", "ES", "IT", "PL"]

/** "in der jeweiligen Landeswährung": the nine countries for which the document's first page names a currency. */
const NATIONAL_CURRENCY: Readonly<Record<string, string>> = {
  DK: "DKK",
  DE: "EUR",
  FI: "EUR",
  GB: "GBP",
  NL: "EUR",
  NO: "NOK",
  AT: "EUR",
  SE: "SEK",
  US: "USD",
}

/** Digits of the social security number by country (`SocialSecurityNumber`); the document forbids it in DE, AT, NL. */
const SOCIAL_SECURITY_DIGITS: Readonly<Record<string, number>> = { SE: 4, FI: 4, DK: 4, NO: 5, DE: 0, AT: 0, NL: 0 }

/** The values the rules look at, whichever call they come with. */
interface Checked {
  Account?: string
  Amount?: number
  TaxAmount?: number
  Currency?: string
  ArticleList?: { order_lines: OrderLine[] }
  bdCountryCode?: string
  sdCountryCode?: string
  SocialSecurityNumber?: string
  URLConfirm?: string
  URLNotify?: string
  URLSuccess?: string
  URLFailure?: string
}

/** The rules that need no payment, for every call alike. Throws a `Refusal` at the first that is broken. */
export function checkRules(incoming: Omit<Incoming, "pending">, settings: Settings): void {
  const values = incoming.values as Checked
  if (values.Account !== undefined && !incoming.merchant.accounts.includes(values.Account)) {
    refuse("account_unknown")
  }
  if (values.Amount !== undefined && values.Amount < settings.minimumAmount) {
    refuse("below_minimum", `${settings.minimumAmount} minor units`)
  }
  checkCountries(values)
  if (incoming.name === "createSession" || incoming.name === "openHostedPage") {
    checkSocialSecurityNumber(values, settings)
  }
  checkLines(values)
  checkUrls(values)
}

function checkCountries(values: Checked): void {
  for (const name of ["bdCountryCode", "sdCountryCode"] as const) {
    const country = values[name]
    if (country !== undefined && !COUNTRIES.includes(country)) {
      refuseParameter("value", name, "not one of the document's countries")
    }
  }
  const national = NATIONAL_CURRENCY[values.bdCountryCode ?? ""]
  if (national !== undefined && values.Currency !== undefined && values.Currency !== national) {
    refuseParameter("value", "Currency", `Klarna takes ${national} in ${values.bdCountryCode}`)
  }
}

function checkSocialSecurityNumber(values: Checked, settings: Settings): void {
  const country = values.bdCountryCode ?? ""
  const number = values.SocialSecurityNumber
  if (number === undefined) {
    if (settings.requireSocialSecurityNumber.includes(country)) {
      refuseParameter("missing", "SocialSecurityNumber", `asked for in ${country}`)
    }
    return
  }
  const digits = SOCIAL_SECURITY_DIGITS[country]
  if (digits === 0) {
    refuseParameter("value", "SocialSecurityNumber", `must not be sent in ${country}`)
  }
  if (digits !== undefined && number.length !== digits) {
    refuseParameter("value", "SocialSecurityNumber", `has ${digits} digits in ${country}`)
  }
}

function checkLines({ ArticleList, Amount, TaxAmount }: Checked): void {
  if (!ArticleList) {
    return
  }
  const lines = ArticleList.order_lines
  lines.forEach((line, index) => {
    const fault = checkOrderLine(line)
    if (fault) {
      refuseParameter("value", "ArticleList", `order_lines.${index}: ${fault}`)
    }
  })
  if (Amount !== undefined && sumOfTotals(lines) !== Amount) {
    refuseParameter("value", "ArticleList", "the sum of total_amount is not Amount")
  }
  if (TaxAmount !== undefined && sumOfTaxes(lines) !== TaxAmount) {
    refuseParameter("value", "TaxAmount", "not the sum of total_tax_amount")
  }
}

function checkUrls(values: Checked): void {
  if (values.URLConfirm !== undefined && !URL.canParse(values.URLConfirm)) {
    refuseParameter("value", "URLConfirm", "not an absolute address")
  }
  for (const name of ["URLNotify", "URLSuccess", "URLFailure"] as const) {
    const fault = values[name] === undefined ? undefined : faultOfUrl(values[name])
    if (fault !== undefined) {
      refuseParameter("value", name, fault)
    }
  }
}
