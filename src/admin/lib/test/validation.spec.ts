import { bodyOfShipping, checkShipping, NO_SHIPPING } from "../shipping"
import { checkLength, checkLink, checkReference, checkText } from "../validation"

describe("texts", () => {
  it.each([
    ["", "required"],
    ["   ", "required"],
    ["1234", "tooLong"],
  ])("are refused: %j", (text, key) => {
    expect(checkText(text, 3)).toMatchObject({ key })
  })

  it("may be as long as allowed, blanks around them not counted", () => {
    expect(checkText(" 123 ", 3)).toBeNull()
    expect(checkText("👍👍👍", 3)).toBeNull()
  })

  it("may be missing where they are optional, but not be too long", () => {
    expect(checkLength("", 3)).toBeNull()
    expect(checkLength("1234", 3)).toEqual({ key: "tooLong", max: 3 })
  })
})

describe("reference numbers", () => {
  it.each([
    ["", "required"],
    ["1".repeat(31), "tooLong"],
    ["A&B", "ampersand"],
    ["A\tB", "ampersand"],
  ])("may not be %j", (refNr, key) => {
    expect(checkReference(refNr)).toMatchObject({ key })
  })

  it.each(["R-2026/1", "1".repeat(30), ` ${"1".repeat(30)} `])("may be %j", (refNr) => {
    expect(checkReference(refNr)).toBeNull()
  })
})

describe("links", () => {
  it.each(["", "https://carrier.example/track?id=1", "http://carrier.example/1"])("may be %j", (link) => {
    expect(checkLink(link)).toBeNull()
  })

  it.each(["carrier.example", "javascript:alert(1)", "https://", "ftp://carrier.example"])("may not be %j", (link) => {
    expect(checkLink(link)).toEqual({ key: "url" })
  })
})

describe("what is told of a parcel", () => {
  it("may be nothing, of which nothing is sent", () => {
    expect(checkShipping(NO_SHIPPING)).toEqual({})
    expect(bodyOfShipping({ ...NO_SHIPPING, shipping_company: "  " })).toEqual({})
  })

  it("is sent as far as it is filled in", () => {
    expect(bodyOfShipping({ ...NO_SHIPPING, shipping_company: " DHL ", tracking_number: "1" })).toEqual({
      shipping_info: [{ shipping_company: "DHL", tracking_number: "1" }],
    })
  })

  it.each([
    ["shipping_company", "x".repeat(101), "tooLong"],
    ["shipping_method", "x".repeat(101), "tooLong"],
    ["tracking_number", "1".repeat(101), "tooLong"],
    ["tracking_url", `https://carrier.example/${"1".repeat(1001)}`, "tooLong"],
    ["tracking_url", "carrier.example", "url"],
  ])("is refused at the field: %s", (field, text, key) => {
    const problems = checkShipping({ ...NO_SHIPPING, [field]: text })
    expect(problems).toMatchObject({ [field]: { key } })
    expect(Object.keys(problems)).toEqual([field])
  })
})
