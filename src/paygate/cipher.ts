import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import Blowfish from "blowfish-node"

export type Encryption = "blowfish" | "aes"

/** Encrypts to and decrypts from Paygate's `Data`, one key each. */
export interface Cipher {
  /** Hex of the encrypted bytes. */
  encrypt(plaintext: Uint8Array): string
  /** The first `length` decrypted bytes; throws a `LengthError` when `data` holds fewer, else a `RangeError`. */
  decrypt(data: string, length: number): Buffer
}

/** `Len` asks for more bytes than `Data` holds. */
export class LengthError extends RangeError {}

/** Bytes an AES key may have. */
export const AES_KEY_LENGTHS = [16, 24, 32]

function fromHex(hex: string): Buffer {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) {
    throw new RangeError("Data is not hexadecimal")
  }
  return Buffer.from(hex, "hex")
}

function cutTo(bytes: Uint8Array, length: number): Buffer {
  if (length > bytes.length) {
    throw new LengthError("Len is larger than Data")
  }
  return Buffer.from(bytes.subarray(0, length))
}

/** Blowfish in ECB, zero bytes up to a multiple of eight, key bytes as handed out (protocol facts, section 2). */
function blowfish(key: string): Cipher {
  // The key schedule takes as long as encrypting two kilobytes, so it is computed here once.
  const engine = new Blowfish(key, Blowfish.MODE.ECB, Blowfish.PADDING.NULL)
  return {
    encrypt: (plaintext) => Buffer.from(engine.encode(plaintext)).toString("hex"),
    decrypt: (data, length) => {
      const bytes = fromHex(data)
      if (bytes.length % 8 !== 0) {
        throw new RangeError("Data is no whole number of Blowfish blocks")
      }
      // The engine strips padding zeros; they come back so that Len alone decides.
      const plaintext = Buffer.alloc(bytes.length)
      plaintext.set(engine.decode(bytes, Blowfish.TYPE.UINT8_ARRAY))
      return cutTo(plaintext, length)
    },
  }
}

/** AES-CBC with `hex(IV)-hex(cipher)`, to be enabled for the MerchantID by Computop (protocol facts, section 2). */
function aes(key: string): Cipher {
  const keyBytes = Buffer.from(key, "utf8")
  if (!AES_KEY_LENGTHS.includes(keyBytes.length)) {
    throw new RangeError(`an AES key has ${AES_KEY_LENGTHS.join(", ")} bytes`)
  }
  const algorithm = `aes-${keyBytes.length * 8}-cbc`
  return {
    encrypt: (plaintext) => {
      const iv = randomBytes(16)
      const cipher = createCipheriv(algorithm, keyBytes, iv)
      return `${iv.toString("hex")}-${Buffer.concat([cipher.update(plaintext), cipher.final()]).toString("hex")}`
    },
    decrypt: (data, length) => {
      const [iv, body, ...rest] = data.split("-")
      if (!iv || !body || rest.length > 0 || iv.length !== 32) {
        throw new RangeError("Data is not of the form IV-cipher")
      }
      const bytes = fromHex(body)
      if (bytes.length % 16 !== 0) {
        throw new RangeError("Data is no whole number of AES blocks")
      }
      // Padding differs between implementations, so Len alone decides here, too.
      const decipher = createDecipheriv(algorithm, keyBytes, fromHex(iv)).setAutoPadding(false)
      return cutTo(Buffer.concat([decipher.update(bytes), decipher.final()]), length)
    },
  }
}

/** Builds the cipher for one key. Throws a `RangeError` for an empty key, or an AES key not of 16, 24 or 32 bytes. */
export function createCipher(encryption: Encryption, key: string): Cipher {
  // The Blowfish engine never returns from repeating an empty key.
  if (key === "") {
    throw new RangeError("the encryption key is empty")
  }
  switch (encryption) {
    case "blowfish":
      return blowfish(key)
    case "aes":
      return aes(key)
    default:
      return encryption satisfies never
  }
}
