import type * as Errors from "../errors"
import { isPaygateError, PaygateError, type PaygateErrorKind } from "../errors"

function errorOf(kind: PaygateErrorKind, code = "22890100"): PaygateError {
  return new PaygateError({ kind, code, message: "what happened", call: "capture", transId: "T1" })
}

describe("a PaygateError", () => {
  it.each([
    ["request", true],
    ["declined", true],
    ["transport", true],
    ["unknown", false],
  ] as const)("of the kind %s is final: %s", (kind, isFinal) => {
    expect(errorOf(kind).isFinal).toBe(isFinal)
  })

  it("is an Error with a name and a stack", () => {
    const error = errorOf("declined")
    expect([error instanceof Error, error.name, error.message]).toEqual([true, "PaygateError", "what happened"])
    expect(error.stack).toContain("errors.spec")
  })

  it("says what Paygate's code means", () => {
    expect(errorOf("declined").meaning).toBe("error, Klarna Payments: declined (22890100)")
  })

  it.each(["timeout", "no_answer", "conflict", "bad_code"])("finds no meaning in its own code %s", (code) => {
    expect(errorOf("unknown", code).meaning).toBeUndefined()
  })

  it("shows its facts and nothing else as JSON", () => {
    expect(JSON.parse(JSON.stringify(errorOf("declined")))).toEqual({
      name: "PaygateError",
      kind: "declined",
      code: "22890100",
      call: "capture",
      transId: "T1",
    })
  })
})

describe("recognising one", () => {
  it("works across two loaded copies of this package", () => {
    let other: typeof Errors | undefined
    jest.isolateModules(() => {
      other = jest.requireActual<typeof Errors>("../errors")
    })
    const foreign = new other!.PaygateError({ kind: "unknown", code: "timeout", message: "" })
    expect(foreign instanceof PaygateError).toBe(false)
    expect([isPaygateError(foreign), other!.isPaygateError(errorOf("declined"))]).toEqual([true, true])
  })

  it.each([
    ["another error", new Error("x")],
    ["an object of the same shape", { ...errorOf("declined") }],
    ["what was read from JSON", JSON.parse(JSON.stringify(errorOf("declined")))],
    ["a string", "PaygateError"],
    ["null", null],
    ["undefined", undefined],
  ])("refuses %s", (_case, value) => {
    expect(isPaygateError(value)).toBe(false)
  })
})
