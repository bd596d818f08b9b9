/** A second merchant at the simulator, for the tests of two accounts side by side. */
export const secondMerchant = {
  merchantId: "second_merchant",
  blowfishKey: "another-blowfish",
  hmacKey: "another-hmac-key-of-32-letters-ab",
  account: "britain",
}

/** Whether the shop has the second account, too, as provider `uk`. */
export function hasSecondAccount(): boolean {
  return process.env.SHOP_SECOND_ACCOUNT === "true"
}
