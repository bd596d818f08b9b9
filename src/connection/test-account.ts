import type { ProviderOptions } from "./options"

/** Where real money is: Computop's own Paygate, and BNP Paribas' (protocol facts, "Base"). */
const LIVE_PAYGATES = ["https://www.computop-paygate.com", "https://paymentpage.axepta.bnpparibas"]

/**
 * Live and test accounts share an address, and no answer tells them apart. Computop's test MerchantIDs mostly end like
 * this, and one of Axepta's is public; whoever has another kind of name says so by the option.
 */
const TEST_MERCHANT = /_t(est)?$|^BNP_DEMO_AXEPTA$/i

/**
 * What makes payments tests: an `account` that is one, by the option `test_account`, else by its MerchantID; or an
 * `address` of Paygate's that is not a live one, whatever the option says.
 */
type TestReason = "account" | "address"

/** Why payments are to be taken for tests; `null` where they are real. */
export function testReasonOf({
  base_url,
  merchant_id,
  test_account,
}: Pick<ProviderOptions, "base_url" | "merchant_id" | "test_account">): TestReason | null {
  if (test_account ?? TEST_MERCHANT.test(merchant_id)) {
    return "account"
  }
  return LIVE_PAYGATES.includes(new URL(base_url).origin) ? null : "address"
}
