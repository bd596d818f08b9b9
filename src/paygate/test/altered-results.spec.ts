import fc from "fast-check"
import { hmac, isResultError, readResult } from ".."
import { KEYS, OPTIONS, PAY_ID } from "./fixtures"
import { FORM, MERCHANT, sealed, signed, SUCCESS } from "./results"

/** What a MAC protects. */
const protectedParts = ({ payId, transId, status, code }: ReturnType<typeof readResult>) => [
  payId,
  transId,
  status,
  code,
]
const EXPECTED = protectedParts(readResult(FORM, MERCHANT))

/** Nothing that was tampered with is both believed and different. */
function holds(fields: Record<string, unknown>): boolean {
  try {
    const result = readResult(fields, MERCHANT)
    return result.mac === "missing" || protectedParts(result).join("\n") === EXPECTED.join("\n")
  } catch (error) {
    return isResultError(error)
  }
}

describe("whatever comes", () => {
  const field = fc.oneof(fc.anything(), fc.string(), fc.constantFrom(FORM.Len, FORM.Data, FORM.mid))
  const form = fc.dictionary(fc.oneof(fc.constantFrom("mid", "Len", "Data", "DATA", "len"), fc.string()), field)

  it("throws nothing but its own error", () => {
    fc.assert(fc.property(form, (fields) => holds(fields)))
  })

  it("throws nothing but its own error over any plaintext", () => {
    const piece = fc.oneof(
      fc.constantFrom("mid=", "Status=", "Code=", "PayID=", "MAC=", "&", "*", "yourMerchantId", "OK", "00000000", "\0"),
      fc.string(),
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => holds(sealed(Buffer.from(pieces.join(""))))))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => holds(sealed(Buffer.from(bytes)))))
  })

  it("does not believe a result any byte of whose Data was changed", () => {
    const bytes = FORM.Data.length / 2
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const data = Buffer.from(FORM.Data, "hex")
        data[at]! ^= change
        return holds({ ...FORM, Data: data.toString("hex") })
      }),
    )
  })

  it("does not believe blocks that were moved, left out or doubled", () => {
    const blocks = FORM.Data.match(/.{16}/g)!
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...blocks), { minLength: 1, maxLength: blocks.length }), (chosen) => {
        const Data = chosen.join("")
        return holds({ ...FORM, Data, Len: String(Data.length / 2) })
      }),
    )
  })

  it("does not believe any other MAC, nor other values beside the same one", () => {
    const hex = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), minLength: 64, maxLength: 64 })
    fc.assert(fc.property(hex, (MAC) => holds(sealed({ ...SUCCESS, Status: "FAILED", MAC }))))
    const { MAC } = signed(SUCCESS)
    const value = fc.string({
      unit: fc.constantFrom("O", "K", "*", "0", "T1", PAY_ID, OPTIONS.merchantId),
      maxLength: 5,
    })
    const changed = fc.record({ PayID: value, TransID: value, Status: value, Code: value }, { requiredKeys: [] })
    fc.assert(fc.property(changed, (change) => holds(sealed({ ...SUCCESS, ...change, MAC: MAC! }))))
  })

  it("cannot be led by asterisks to another division of what was signed", () => {
    const { PayID, TransID, Status, Code } = SUCCESS
    const parts = [PayID, TransID, OPTIONS.merchantId, Status, Code]
    const MAC = hmac(KEYS.hmac, parts.join("*"))
    const moved = {
      ...SUCCESS,
      PayID: `${PAY_ID}*T1`,
      TransID: OPTIONS.merchantId,
      Status: "OK",
      Code: "00000000",
      MAC,
    }
    expect(holds(sealed(moved))).toBe(true)
  })
})
