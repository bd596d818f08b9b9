import { createCipheriv } from "node:crypto"
import fc from "fast-check"
import { createCipher, type Encryption } from "../cipher"
import { KEYS, vectors } from "./fixtures"

jest.mock("blowfish-node", () => {
  const Engine = jest.requireActual<new (...args: unknown[]) => object>("blowfish-node")
  return class extends Engine {
    /** How often a key schedule was computed. */
    static schedules = 0
    constructor(...args: unknown[]) {
      super(...args)
      new.target.schedules += 1
    }
  }
})

const AES_KEYS = ["0123456789abcdef", "0123456789abcdef01234567", "0123456789abcdef0123456789abcdef"]
const SUBJECTS: [Encryption, string][] = [
  ["blowfish", KEYS.encryption],
  ["blowfish", "k"],
  ...AES_KEYS.map((key): [Encryption, string] => ["aes", key]),
]

function bytesOf(vector: { plaintext: string; charset?: string }): Buffer {
  return Buffer.from(vector.plaintext, vector.charset === "iso-8859-1" ? "latin1" : "utf8")
}

describe("Blowfish", () => {
  const short = createCipher("blowfish", "0123456789abcdef")

  it.each(vectors.blowfish)("encrypts the vector $plaintext in $charset with $key", (vector) => {
    expect(createCipher("blowfish", vector.key).encrypt(bytesOf(vector))).toBe(vector.data)
  })

  it.each(vectors.blowfish)("decrypts the vector $plaintext in $charset with $key", (vector) => {
    expect(createCipher("blowfish", vector.key).decrypt(vector.data, vector.len)).toEqual(bytesOf(vector))
  })

  it("gives each vector the byte length the other side expects in Len", () => {
    expect(vectors.blowfish.map((vector) => bytesOf(vector).length)).toEqual(vectors.blowfish.map(({ len }) => len))
  })

  it("computes the key schedule once for any number of messages", () => {
    const engine = jest.requireMock<{ schedules: number }>("blowfish-node")
    const before = engine.schedules
    const cipher = createCipher("blowfish", KEYS.encryption)
    for (let message = 0; message < 5; message += 1) {
      cipher.decrypt(cipher.encrypt(Buffer.from("Amount=1234")), 11)
    }
    expect(engine.schedules - before).toBe(1)
  })

  it("keeps zero bytes that belong to the plaintext", () => {
    const plaintext = Buffer.from([65, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(short.decrypt(short.encrypt(plaintext), 10)).toEqual(plaintext)
  })

  it("refuses Data that is no whole number of blocks", () => {
    expect(() => short.decrypt("44b80e83545e0b", 7)).toThrow(
      new RangeError("Data is no whole number of Blowfish blocks"),
    )
  })

  it("refuses an empty key instead of repeating it for ever", () => {
    expect(() => createCipher("blowfish", "")).toThrow(RangeError)
  })
})

describe("AES", () => {
  const vector = vectors.aes[0]!
  const cipher = createCipher("aes", vector.key)

  it("decrypts the vector", () => {
    expect(cipher.decrypt(vector.data, vector.len).toString("latin1")).toBe(vector.plaintext)
  })

  it("reads what was padded with zeros, as others do", () => {
    const other = createCipheriv("aes-128-cbc", vector.key, Buffer.from(vector.iv, "hex")).setAutoPadding(false)
    const plaintext = Buffer.from("Amount=1234")
    const data = other.update(Buffer.concat([plaintext, Buffer.alloc(5)])).toString("hex")
    expect(cipher.decrypt(`${vector.iv}-${data}`, plaintext.length)).toEqual(plaintext)
  })

  it("never uses an initialisation vector twice", () => {
    const vectorsSeen = Array.from({ length: 50 }, () => cipher.encrypt(Buffer.from("Amount=1")).slice(0, 32))
    expect(new Set(vectorsSeen).size).toBe(50)
  })

  it.each(["", "short", "0123456789abcde", "0123456789abcdef0123456789abcdef0"])(
    "refuses the key %p at once",
    (key) => {
      expect(() => createCipher("aes", key)).toThrow(RangeError)
    },
  )

  it.each([
    ["without a dash", vector.data.replace("-", "")],
    ["with two dashes", `${vector.data}-00`],
    ["with a short initialisation vector", vector.data.slice(2)],
    ["with an initialisation vector that is no hex", `zz${vector.data.slice(2)}`],
    ["without a body", `${vector.iv}-`],
    ["with half a block", `${vector.data}0000`],
  ])("refuses Data %s", (_case, data) => {
    expect(() => cipher.decrypt(data, 10)).toThrow(RangeError)
  })
})

describe.each(SUBJECTS)("%s with the key %s", (encryption, key) => {
  const cipher = createCipher(encryption, key)
  const plaintext = Buffer.from("MerchantID=yourMerchantId&TransID=T1")

  it("decrypts what it encrypted, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), (bytes) => {
        expect(cipher.decrypt(cipher.encrypt(bytes), bytes.length)).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 50 },
    )
  })

  it("reads upper-case hex", () => {
    const data = cipher.encrypt(plaintext).toUpperCase()
    expect(cipher.decrypt(data, plaintext.length)).toEqual(plaintext)
  })

  it("writes lower-case hex", () => {
    expect(cipher.encrypt(plaintext)).toMatch(/^[0-9a-f-]+$/)
  })

  it("cuts at Len, whatever the padding holds", () => {
    const padded = Buffer.concat([plaintext, Buffer.from("\x07garbage")])
    expect(cipher.decrypt(cipher.encrypt(padded), plaintext.length)).toEqual(plaintext)
  })

  it("refuses a Len larger than Data", () => {
    const data = cipher.encrypt(plaintext)
    expect(() => cipher.decrypt(data, plaintext.length + 16)).toThrow(new RangeError("Len is larger than Data"))
  })

  it.each(["xyz", "abc", "", "0g", "00 0", "<html>"])("refuses %p, which is no hex", (data) => {
    expect(() => cipher.decrypt(encryption === "aes" ? `${"0".repeat(32)}-${data}` : data, 1)).toThrow(RangeError)
  })
})
