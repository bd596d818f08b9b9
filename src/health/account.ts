import { hookUrls, type ProviderOptions } from "../connection"
import { createCipher, ping, signRequest } from "../paygate"
import { fail, fine, warn, type Check } from "./check"

/** A blank at the end of a secret is what copying it from an e-mail leaves. */
export function checkOptions({ blowfish_key, hmac_key, allow_insecure_http, base_url }: ProviderOptions): Check {
  const blank = [...blowfish_key, ...hmac_key].some((secret) => secret.trim() !== secret)
  if (blank) {
    return warn("A key begins or ends with a blank. Copy blowfish_key and hmac_key again, without it")
  }
  if (allow_insecure_http && base_url.startsWith("http:")) {
    return warn("base_url is plain HTTP. Use https, and take allow_insecure_http out")
  }
  return fine("All options are valid")
}

/** Published values of both ciphers (protocol facts, section 2). */
const CIPHERS = {
  blowfish: { key: "password", text: "plaintext", data: "14ec7a6da0fbb3e50a84b47302443328" },
  aes: {
    key: "0123456789abcdef",
    text: "MerchantID=yourMerchantId&TransID=T1&Amount=1234&Currency=EUR&RefNr=A=B",
    data: "000102030405060708090a0b0c0d0e0f-17771d5930116c68221e2ffc8828029d42319a4b18673a0a302d5eddf26a6e17a126a19c615de4a1ef27bfe6dab1f93e274f6516c70ae6f6e026e5dbda25003ccc40787635f478dd440dbd0a2fba882d",
  },
} as const

/** Decrypts a known value, and takes a text there and back under each of the merchant's keys. */
export function checkEncryption({ encryption, blowfish_key }: ProviderOptions): Check {
  const { key, text, data } = CIPHERS[encryption]
  try {
    const isKnown = createCipher(encryption, key).decrypt(data, text.length).toString() === text
    const isReturned = blowfish_key.every((own) => {
      const cipher = createCipher(encryption, own)
      return cipher.decrypt(cipher.encrypt(Buffer.from(text)), text.length).toString() === text
    })
    return isKnown && isReturned
      ? fine(
          `${encryption === "aes" ? "AES" : "Blowfish"} works as published. Whether the key is the merchant's, only Paygate knows`,
        )
      : fail("Encrypting does not give what it should. Install the package's dependencies anew")
  } catch (error) {
    return fail(`Encrypting fails (${(error as Error).message}). Check blowfish_key and encryption`)
  }
}

/** A published value (protocol facts, section 3). */
const MAC = {
  key: "mySecret",
  parameters: { PayID: "7bbb448155234d8cbee323778952ce28", MerchantID: "yourMerchantId" },
  mac: "5aa11cabe4a885288228ec071d57100033585a94700db4f834ed9a3f01e16206",
}

/** Signs a known value. */
export function checkMac(): Check {
  return signRequest(MAC.key, MAC.parameters, ["PayID", "MerchantID"]) === MAC.mac
    ? fine("HMAC-SHA256 works as published. Whether the key is the merchant's, only Paygate knows")
    : fail("Signing does not give what it should. Install the package's dependencies anew")
}

/** Addresses that only a private network knows. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(local|internal|lan|test)$/

/** Paygate reports to https on port 443 alone, without a query (interface document, "URLNotify"). */
export function checkNotifyAddress(options: ProviderOptions, providerId: string): Check {
  const { notify } = hookUrls(options, providerId)
  if (!notify) {
    return warn(
      "Paygate cannot report to this machine, so backend_url is not sent: what is decided later is asked for by the job. Set it to the backend's public address before going live",
    )
  }
  const url = new URL(notify)
  if (["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) {
    return fine(`Paygate reports to ${notify}, both being on this machine`)
  }
  if (url.protocol !== "https:" || url.port !== "" || url.search !== "") {
    return fail(`Paygate reports to https on port 443 without a query only. Correct backend_url (${notify})`)
  }
  return PRIVATE.test(url.hostname)
    ? warn(
        `${url.hostname} is an address of a private network, which Paygate cannot reach. Set backend_url to the public one`,
      )
    : fine(`Paygate reports to ${notify}`)
}

/** Whether Paygate answers at all; what it says to a bare request does not matter. */
export async function checkPaygate({ base_url, connect_timeout_ms }: ProviderOptions): Promise<Check> {
  const answer = await ping(base_url, connect_timeout_ms)
  return answer.isReached
    ? fine(`Paygate at ${new URL(base_url).host} answered within ${answer.durationMs} ms`)
    : fail(
        `Paygate at ${new URL(base_url).host} does not answer (${answer.reason}). Check base_url, and that the network lets this server out to port 443`,
      )
}
