/** A second merchant at the simulator, for the tests of several accounts side by side. */
export const secondMerchant = {
  merchantId: "second_merchant",
  blowfishKey: "another-blowfish",
  hmacKey: "another-hmac-key-of-32-letters-ab",
  account: "britain",
}

/** What the second merchant's keys were before they were changed. */
export const formerKeys = { blowfishKey: "former-blowfish-", hmacKey: "former-hmac-key-of-32-letters-abc" }

/** Other keys of the shop's own merchant, whom the simulator does not serve by them. */
export const twinKeys = { blowfishKey: "twin-blowfish-ke", hmacKey: "twins-hmac-key-of-32-letters-abcd" }

/** Whether the shop has the second account, too, as provider `uk`, and its own merchant once more, as `twin`. */
export function hasSecondAccount(): boolean {
  return process.env.SHOP_SECOND_ACCOUNT === "true"
}
