import { testReasonOf } from "../test-account"

const COMPUTOP = "https://www.computop-paygate.com/"
const AXEPTA = "https://paymentpage.axepta.bnpparibas/"
const OWN = "http://127.0.0.1:8480/"

describe("a test", () => {
  it.each([
    [COMPUTOP, "shop", null],
    [COMPUTOP.slice(0, -1), "shop", null],
    ["https://www.computop-paygate.com:443/", "shop", null],
    [AXEPTA, "shop", null],
    [COMPUTOP, "shop_t", "account"],
    [COMPUTOP, "Shop_TEST", "account"],
    [COMPUTOP, "best_shop", null],
    [AXEPTA, "BNP_DEMO_AXEPTA", "account"],
    [OWN, "shop", "address"],
    [OWN, "shop_t", "account"],
    ["https://www.computop-paygate.com.example/", "shop", "address"],
  ])("is told by the address %s and the MerchantID %s: %s", (base_url, merchant_id, expected) => {
    expect(testReasonOf({ base_url, merchant_id, test_account: undefined })).toBe(expected)
  })

  it.each([
    [COMPUTOP, "shop", true, "account"],
    [COMPUTOP, "shop_t", false, null],
    [OWN, "shop", true, "account"],
  ])("with address %s and MerchantID %s is what the option says: %s", (base_url, merchant_id, said, expected) => {
    expect(testReasonOf({ base_url, merchant_id, test_account: said })).toBe(expected)
  })

  it.each([OWN, "https://paygate.example/"])("is at %s, whatever the option says", (base_url) => {
    expect(testReasonOf({ base_url, merchant_id: "shop_t", test_account: false })).toBe("address")
  })
})
