import type { ProviderOptionsInput } from ".."

export const BLOWFISH_KEY = "blowfish-key-0001"
export const HMAC_KEY = "hmac-key-of-32-letters-for-tests"

/** The options without which there is no connection; everything else has a default. */
export function validOptions(changes: Record<string, unknown> = {}): ProviderOptionsInput {
  return {
    merchant_id: "merchant_eu",
    blowfish_key: BLOWFISH_KEY,
    hmac_key: HMAC_KEY,
    account: "klarna_eu",
    backend_url: "https://backend.example",
    storefront_url: "https://shop.example",
    ...changes,
  }
}
