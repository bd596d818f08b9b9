import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils"
import { asCountry, listProviderIds, marketOf, resolveConnection, type Country } from "../connection"
import { CALLS, isPaygateError } from "../paygate"
import { accountOf, toMajor } from "../purchase"
import { fail, fine, type Check } from "./check"
import { isEnabledIn, optionsFor, readRegions, reasonAgainst } from "./regions"

/** What a test session is opened with. */
export interface TestSession {
  providerId?: string | undefined
  countryCode?: string | undefined
}

/** Paygate takes no less without an agreement. */
const MINOR_AMOUNT = 100

/** The country where the provider can be paid with, alphabetically first of those that regions offer it in; else Germany. */
async function findCountry(container: MedusaContainer, providerId: string): Promise<Country> {
  const regions = (await readRegions(container)).filter(isEnabledIn)
  const countries = regions
    .filter(({ payment_providers }) => payment_providers.some(({ id }) => id === providerId))
    .flatMap((region) => {
      const accounts = optionsFor(container, region).map(({ account }) => account)
      return region.countries.filter(({ iso_2 }) => !reasonAgainst(iso_2, region.currency_code, accounts))
    })
    .map(({ iso_2 }) => iso_2)
  return asCountry(countries.sort()[0]) ?? "DE"
}

/**
 * Opens one real session with Klarna over 1.00 in the country's currency, without any shopper's data. Nobody can pay it,
 * and it lapses by itself. Throws `provider_unknown` and `country_not_supported`.
 */
export async function openTestSession(
  container: MedusaContainer,
  { providerId: wanted, countryCode }: TestSession,
): Promise<Check & { providerId: string }> {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const providerId = wanted ?? listProviderIds(config)[0] ?? ""
  const { options, client } = resolveConnection(config, providerId)
  const country = countryCode === undefined ? await findCountry(container, providerId) : asCountry(countryCode)
  if (!country) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "country_code: Klarna is not available in this country",
      "country_not_supported",
    )
  }
  const { currency, language } = marketOf(country)
  const about = { amount: toMajor(MINOR_AMOUNT, currency).toFixed(2), currency, country }
  const article = { name: "Test", quantity: 1, unit_price: MINOR_AMOUNT, total_amount: MINOR_AMOUNT }
  try {
    const { outcome, answer } = await client.send(
      CALLS.createSession,
      {
        TransID: generateEntityId(undefined, "pgktest"),
        Amount: MINOR_AMOUNT,
        TaxAmount: 0,
        Currency: currency,
        Language: language,
        Account: accountOf(options, country),
        ArticleList: { order_lines: [article] },
        bdCountryCode: country,
        URLConfirm: new URL(options.storefront_url).href,
        PayType: options.pay_types.join(","),
      },
      language,
    )
    if (outcome !== "succeeded" || !answer.AccessToken) {
      return { providerId, ...fail("session_without_token", about) }
    }
    return answer.PayType
      ? { providerId, ...fine("session_opened_for", { ...about, pay_types: answer.PayType }) }
      : { providerId, ...fine("session_opened", about) }
  } catch (error) {
    return { providerId, ...describeFailure(error, about) }
  }
}

/** Throws what is neither Paygate's nor a refusal of the plugin's. */
function describeFailure(error: unknown, about: Record<"amount" | "currency" | "country", string>): Check {
  if (isPaygateError(error)) {
    const { kind, code, meaning, message } = error
    if (kind === "transport") {
      return fail("session_not_sent", about)
    }
    return code === "timeout" || code === "no_answer"
      ? fail("session_not_answered", about)
      : fail("session_refused", { ...about, error: meaning ?? message, code })
  }
  if (MedusaError.isMedusaError(error) && error.code === "country_without_account") {
    return fail("session_without_account", about)
  }
  throw error
}
