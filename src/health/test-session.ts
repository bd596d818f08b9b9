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

/** A country where the provider can be paid with: one of a region that offers it, else Germany. */
async function findCountry(container: MedusaContainer, providerId: string): Promise<Country> {
  const regions = (await readRegions(container)).filter(isEnabledIn)
  for (const region of regions.filter(({ payment_providers }) =>
    payment_providers.some(({ id }) => id === providerId),
  )) {
    const accounts = optionsFor(container, region).map(({ account }) => account)
    const fit = region.countries.find(({ iso_2 }) => !reasonAgainst(iso_2, region.currency_code, accounts))
    const country = asCountry(fit?.iso_2)
    if (country) {
      return country
    }
  }
  return "DE"
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
  const about = `over ${toMajor(MINOR_AMOUNT, currency).toFixed(2)} ${currency} in ${country}`
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
    return outcome === "succeeded" && answer.AccessToken
      ? {
          providerId,
          ...fine(`Klarna opened a session ${about}, for ${answer.PayType ?? "its methods"}. Nothing was charged`),
        }
      : { providerId, ...fail(`Paygate answered, but without a session for Klarna's widget (${about})`) }
  } catch (error) {
    if (!isPaygateError(error) && !MedusaError.isMedusaError(error)) {
      throw error
    }
    const meaning = isPaygateError(error) ? (error.meaning ?? error.message) : error.message
    return {
      providerId,
      ...fail(
        `No session ${about}: ${meaning}. Check merchant_id, both keys, and that account is the one Computop has set up for Klarna`,
      ),
    }
  }
}
