import { hookUrls, reachOf, type ProviderOptions } from "../connection"
import { createCipher, ping, signRequest } from "../paygate"
import { fail, fine, warn, type Check } from "./check"

/** A blank at the end of a secret is what copying it from an e-mail leaves. */
export function checkOptions({ blowfish_key, hmac_key, base_url }: ProviderOptions): Check {
  const blank = [...blowfish_key, ...hmac_key].some((secret) => secret.trim() !== secret)
  if (blank) {
    return warn("key_with_blank", {})
  }
  const url = new URL(base_url)
  if (url.protocol === "http:" && reachOf(url) !== "machine") {
    return warn("base_url_insecure", {})
  }
  return fine("options_valid", {})
}

/** A text under a key, and what it is as Paygate's `Data`. */
interface KnownData {
  key: string
  text: string
  data: string
}

/** Published values of both ciphers (protocol facts, section 2). */
const KNOWN_DATA: Record<ProviderOptions["encryption"], KnownData> = {
  blowfish: { key: "password", text: "plaintext", data: "14ec7a6da0fbb3e50a84b47302443328" },
  aes: {
    key: "0123456789abcdef",
    text: "MerchantID=yourMerchantId&TransID=T1&Amount=1234&Currency=EUR&RefNr=A=B",
    data: "000102030405060708090a0b0c0d0e0f-17771d5930116c68221e2ffc8828029d42319a4b18673a0a302d5eddf26a6e17a126a19c615de4a1ef27bfe6dab1f93e274f6516c70ae6f6e026e5dbda25003ccc40787635f478dd440dbd0a2fba882d",
  },
}

/** Decrypts a known value, and takes a text there and back under each of the merchant's keys. */
export function checkEncryption(
  { encryption, blowfish_key }: ProviderOptions,
  { key, text, data }: KnownData = KNOWN_DATA[encryption],
): Check {
  try {
    const isKnown = createCipher(encryption, key).decrypt(data, text.length).toString() === text
    const isReturned = blowfish_key.every((own) => {
      const cipher = createCipher(encryption, own)
      return cipher.decrypt(cipher.encrypt(Buffer.from(text)), text.length).toString() === text
    })
    return isKnown && isReturned
      ? fine("encryption_works", { cipher: encryption === "aes" ? "AES" : "Blowfish" })
      : fail("encryption_wrong", {})
  } catch (error) {
    return fail("encryption_fails", { error: (error as Error).message })
  }
}

/** A published value (protocol facts, section 3). */
const KNOWN_MAC = {
  key: "mySecret",
  parameters: { PayID: "7bbb448155234d8cbee323778952ce28", MerchantID: "yourMerchantId" },
  mac: "5aa11cabe4a885288228ec071d57100033585a94700db4f834ed9a3f01e16206",
}

/** Signs a known value. */
export function checkMac({ key, parameters, mac } = KNOWN_MAC): Check {
  return signRequest(key, parameters, ["PayID", "MerchantID"]) === mac ? fine("mac_works", {}) : fail("mac_wrong", {})
}

/** Paygate reports to https on port 443 alone, without a query (interface document, "URLNotify"). */
export function checkNotifyAddress(options: ProviderOptions, providerId: string): Check {
  const { notify } = hookUrls(options, providerId)
  if (!notify) {
    return warn("notify_not_sent", {})
  }
  const url = new URL(notify)
  const reach = reachOf(url)
  if (reach === "machine") {
    return fine("notify_on_this_machine", { url: notify })
  }
  if (url.protocol !== "https:" || url.port !== "" || url.search !== "") {
    return fail("notify_not_https", { url: notify })
  }
  return reach === "network" ? warn("notify_private", { host: url.hostname }) : fine("notify_public", { url: notify })
}

/** Klarna's periods are days and hours long. */
const TOLERATED_SKEW_MS = 60_000

/**
 * Whether Paygate answers at all, and at about this server's time; what it says to a bare request does not matter. A
 * database on the same machine has the same wrong clock, so that only others can tell.
 */
export async function checkPaygate({ base_url, connect_timeout_ms }: ProviderOptions): Promise<Check> {
  const { host } = new URL(base_url)
  const answer = await ping(base_url, connect_timeout_ms)
  if (!answer.isReached) {
    return fail("paygate_silent", { host, error: answer.reason })
  }
  const { durationMs, skewMs = 0 } = answer
  return Math.abs(skewMs) > TOLERATED_SKEW_MS
    ? warn("paygate_at_other_time", { host, seconds: Math.round(Math.abs(skewMs) / 1000) })
    : fine("paygate_answers", { host, milliseconds: durationMs })
}
