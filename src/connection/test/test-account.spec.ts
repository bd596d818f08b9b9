import { isTestAccount } from "../test-account"

const COMPUTOP = "https://www.computop-paygate.com/"
const AXEPTA = "https://paymentpage.axepta.bnpparibas/"

describe("a test account", () => {
  it.each([
    [COMPUTOP, "shop", false],
    [COMPUTOP.slice(0, -1), "shop", false],
    ["https://www.computop-paygate.com:443/", "shop", false],
    [AXEPTA, "shop", false],
    [COMPUTOP, "shop_t", true],
    [COMPUTOP, "Shop_TEST", true],
    [COMPUTOP, "best_shop", false],
    [AXEPTA, "BNP_DEMO_AXEPTA", true],
    ["http://127.0.0.1:8480/", "shop", true],
    ["https://www.computop-paygate.com.example/", "shop", true],
  ])("is told by the address %s and the MerchantID %s: %s", (base_url, merchant_id, expected) => {
    expect(isTestAccount({ base_url, merchant_id, test_account: undefined })).toBe(expected)
  })

  it.each([
    [COMPUTOP, "shop", true],
    [COMPUTOP, "shop_t", false],
    ["http://127.0.0.1:8480/", "shop", false],
  ])(
    "is what the option says, whatever the address %s and the MerchantID %s suggest: %s",
    (base_url, merchant_id, said) => {
      expect(isTestAccount({ base_url, merchant_id, test_account: said })).toBe(said)
    },
  )
})
