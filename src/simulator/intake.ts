import { decodeCharset, decodePlaintext } from "../paygate"
import type { KnownMerchant } from "./merchants"
import { refuse, refuseParameter } from "./refusals"

/** The three fields a request consists of, by lower-case name. */
export type OuterForm = ReadonlyMap<string, string>

/** Reads form or query; names in any case. */
export function readForm(text: string): OuterForm {
  return new Map([...new URLSearchParams(text)].map(([name, value]) => [name.toLowerCase(), value]))
}

/** Who asks; throws a `Refusal` that can only be answered in plain text, since no key is known. */
export function findMerchant(form: OuterForm, merchants: ReadonlyMap<string, KnownMerchant>): KnownMerchant {
  const merchantId = form.get("merchantid")
  if (!merchantId) {
    refuseParameter("missing", "MerchantID", "outside Data")
  }
  return merchants.get(merchantId) ?? refuse("merchant_unknown")
}

/** Bytes that `Data` decrypts to, padding included. */
function decryptedLength(data: string, merchant: KnownMerchant): number {
  return merchant.encryption === "blowfish" ? data.length / 2 : (data.length - data.indexOf("-") - 1) / 2
}

/** Blowfish fills with the fewest zero bytes, AES with PKCS7; nothing else makes `Len` the plaintext's length. */
function fitsPadding(bytes: Buffer, length: number, merchant: KnownMerchant): boolean {
  const padding = bytes.subarray(length)
  if (merchant.encryption === "aes") {
    return padding.length >= 1 && padding.length <= 16 && padding.every((byte) => byte === padding.length)
  }
  return padding.length < 8 && padding.every((byte) => byte === 0) && bytes[length - 1] !== 0
}

/**
 * Decrypts `Data` and holds `Len` against it, byte for byte. Throws a `Refusal` for plain text: a wrong key, a wrong
 * length and foreign data cannot be told apart well enough to answer encrypted.
 */
export function decrypt(form: OuterForm, merchant: KnownMerchant): string {
  const data = form.get("data") || refuseParameter("missing", "Data")
  const length = form.get("len") || refuseParameter("missing", "Len")
  if (!/^[1-9]\d{0,5}$/.test(length)) {
    refuseParameter("format", "Len")
  }
  const bytes = decryptAll(data, merchant)
  const readable = decodeCharset(bytes.subarray(0, Number(length)))
  if (!/(^|&)merchantid=/i.test(readable)) {
    refuse("unreadable")
  }
  if (Number(length) > bytes.length || !fitsPadding(bytes, Number(length), merchant)) {
    refuse("bad_length")
  }
  return readable
}

function decryptAll(data: string, merchant: KnownMerchant): Buffer {
  try {
    return merchant.cipher.decrypt(data, decryptedLength(data, merchant))
  } catch {
    return refuse("unreadable", "not the hexadecimal form of whole blocks")
  }
}

/** Splits the plaintext strictly: a name twice, or a piece without `=`, is a `&` that stood in some value. */
export function readPlaintext(plaintext: string): ReadonlyMap<string, string> {
  if (plaintext.split("&").some((pair) => pair.indexOf("=") < 1)) {
    refuse("bad_length", "a piece between separators is no Name=Value")
  }
  try {
    return decodePlaintext(plaintext)
  } catch {
    return refuse("bad_length", "a parameter comes twice")
  }
}
