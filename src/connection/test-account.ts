import type { ProviderOptions } from "./options"

/** Where real money is: Computop's own Paygate, and BNP Paribas' (protocol facts, "Base"). */
const LIVE_PAYGATES = ["https://www.computop-paygate.com", "https://paymentpage.axepta.bnpparibas"]

/**
 * Live and test accounts share an address, and no answer tells them apart. Computop's test MerchantIDs mostly end like
 * this, and one of Axepta's is public; whoever has another kind of name says so by the option.
 */
const TEST_MERCHANT = /_t(est)?$|^BNP_DEMO_AXEPTA$/i

/** Whether no real money moves: what the option `test_account` says, else what base address and MerchantID suggest. */
export function isTestAccount({
  base_url,
  merchant_id,
  test_account,
}: Pick<ProviderOptions, "base_url" | "merchant_id" | "test_account">): boolean {
  return test_account ?? (!LIVE_PAYGATES.includes(new URL(base_url).origin) || TEST_MERCHANT.test(merchant_id))
}
