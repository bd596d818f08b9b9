import fc from "fast-check"
import { describeCode, isPaygateCode, outcomeOfCode } from "../response-codes"

describe("the outcome of a code", () => {
  it.each([
    ["00000000", "succeeded"],
    ["22890100", "declined"],
    ["42890100", "declined"],
    ["2206014H", "declined"],
    ["20170002", "declined"],
    ["60000000", "pending"],
    ["62890051", "pending"],
    ["22890051", "unknown"],
    ["42890050", "unknown"],
    ["22890056", "unknown"],
    ["22891374", "unknown"],
    ["20300001", "unknown"],
    ["00000001", "unknown"],
    ["02890000", "unknown"],
    ["70000000", "unknown"],
    ["10000000", "unknown"],
    ["", "unknown"],
    ["0", "unknown"],
    ["0000000", "unknown"],
    ["000000000", "unknown"],
    [" 0000000", "unknown"],
    ["2289010", "unknown"],
    ["228901000", "unknown"],
    ["2289 100", "unknown"],
    ["refusal.", "unknown"],
  ])("%p is %s", (code, outcome) => {
    expect(outcomeOfCode(code)).toBe(outcome)
  })

  it("is success for one code only", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 8 }), (code) => {
        fc.pre(code !== "00000000")
        expect(outcomeOfCode(code)).not.toBe("succeeded")
      }),
    )
  })
})

describe("the description of a code", () => {
  it.each([
    ["00000000", "success (00000000)"],
    ["22890100", "error, Klarna Payments: declined (22890100)"],
    ["20100044", "error, parameter missing: MAC (20100044)"],
    ["20120044", "error, value invalid: MAC (20120044)"],
    ["2289139G", "error, Klarna Payments: token expired (2289139G)"],
    ["4999ZZZZ", "fatal error (4999ZZZZ)"],
    ["99999999", "unlisted code 99999999"],
  ])("%s is %s", (code, description) => {
    expect(describeCode(code)).toBe(description)
  })
})

describe("a code", () => {
  it.each(["00000000", "2206014H", "2289139g"])("is %s", (code) => {
    expect(isPaygateCode(code)).toBe(true)
  })

  it.each(["", "0", "conflict", "0000 000", "00000000\n", "2206014Ä"])("is not %j", (code) => {
    expect(isPaygateCode(code)).toBe(false)
  })
})
