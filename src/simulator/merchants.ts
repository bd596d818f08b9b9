import { AES_KEY_LENGTHS, createCipher, type Cipher, type Encryption } from "../paygate"

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

/** The usual merchant in four values, named as `PAYGATE_…` in the environment and in {@link SIMULATOR_MERCHANT}. */
export interface BlowfishMerchant {
  merchantId: string
  blowfishKey: string
  hmacKey: string
  account: string
}

export type AnyMerchant = Merchant | BlowfishMerchant

/** A merchant with its cipher, whose key schedule is costly enough to be computed once. */
export interface KnownMerchant extends Merchant {
  cipher: Cipher
}

function written(given: AnyMerchant): Merchant {
  if ("encryptionKey" in given) {
    return given
  }
  const { merchantId, blowfishKey, hmacKey, account } = given
  return { merchantId, encryptionKey: blowfishKey, hmacKey, encryption: "blowfish", accounts: [account] }
}

/** Prepares a merchant's cipher; throws a `TypeError` when an AES key has an impossible length. */
export function knowMerchant(given: AnyMerchant): KnownMerchant {
  const merchant = written(given)
  const { encryption, encryptionKey } = merchant
  if (encryption === "aes" && !AES_KEY_LENGTHS.includes(Buffer.byteLength(encryptionKey))) {
    throw new TypeError(`The AES key of ${merchant.merchantId} must have ${AES_KEY_LENGTHS.join(", ")} bytes`)
  }
  return { ...merchant, cipher: createCipher(encryption, encryptionKey) }
}
