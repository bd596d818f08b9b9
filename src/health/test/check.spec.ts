import { fail, fine } from "../check"

describe("what a check has found", () => {
  it("is a word and its values, and the same in English", () => {
    expect(fine("paygate_answers", { host: "paygate.example", milliseconds: 12 })).toEqual({
      level: "ok",
      reason: "paygate_answers",
      values: { host: "paygate.example", milliseconds: 12 },
      message: "Paygate at paygate.example answered within 12 ms",
    })
  })

  it("is a whole sentence where nothing has to be named", () => {
    expect(fail("mac_wrong", {}).message).toBe(
      "Signing does not give what it should. Reinstall the dependencies of the package",
    )
  })

  it("names a value as it is, whatever signs are in it", () => {
    expect(fail("encryption_fails", { error: "$& {{error}}" }).message).toContain("($& {{error}})")
  })
})
