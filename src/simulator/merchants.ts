import { createCipher, type Cipher, type Encryption } from "../paygate"

/** A merchant the simulator serves. */
export interface Merchant {
  merchantId: string
  /** Blowfish key of any length, or an AES key of 16, 24 or 32 bytes. */
  encryptionKey: string
  hmacKey: string
  encryption: Encryption
  /** The values of `Account` that stand for Klarna credentials of this merchant. */
  accounts: readonly string[]
}

/** The merchant the simulator serves when none is given. These are no secrets: nothing real accepts them. */
export const SIMULATOR_MERCHANT = {
  merchantId: "simulator_merchant",
  blowfishKey: "sim-blowfish-key",
  hmacKey: "simulator-hmac-key-of-32-letters",
  account: "klarna",
} as const

/** Turns the four values of `PAYGATE_…` into a merchant; the names are those of {@link SIMULATOR_MERCHANT}. */
export function blowfishMerchant(given: {
  merchantId: string
  blowfishKey: string
  hmacKey: string
  account: string
}): Merchant {
  return {
    merchantId: given.merchantId,
    encryptionKey: given.blowfishKey,
    hmacKey: given.hmacKey,
    encryption: "blowfish",
    accounts: [given.account],
  }
}

/** A merchant with its cipher, whose key schedule is costly enough to be computed once. */
export interface KnownMerchant extends Merchant {
  cipher: Cipher
}

/** Merchants by their MerchantID. */
export function knowMerchants(merchants: readonly Merchant[]): ReadonlyMap<string, KnownMerchant> {
  return new Map(
    merchants.map((merchant) => [
      merchant.merchantId,
      { ...merchant, cipher: createCipher(merchant.encryption, merchant.encryptionKey) },
    ]),
  )
}
