import { addressOf, checkAddress } from "../address"
import { checkLink, checkText } from "../validation"

describe("texts", () => {
  it.each([
    ["", "required"],
    ["   ", "required"],
    ["1234", "tooLong"],
  ])("are refused: %j", (text, key) => {
    expect(checkText(text, 3)).toMatchObject({ key })
  })

  it("may be as long as allowed", () => {
    expect(checkText("123", 3)).toBeNull()
  })
})

describe("links", () => {
  it.each(["", "https://carrier.example/track?id=1"])("may be %j", (link) => {
    expect(checkLink(link)).toBeNull()
  })

  it.each(["carrier.example", "javascript:alert(1)", "https://"])("may not be %j", (link) => {
    expect(checkLink(link)).toEqual({ key: "url" })
  })
})

describe("addresses", () => {
  const address = { first_name: "Mock", last_name: "Mock", address_1: "Str. 2", postal_code: "10178", city: "Berlin" }

  it("are complete without what is optional", () => {
    expect(checkAddress(addressOf(address))).toEqual({})
  })

  it("name every field that is missing", () => {
    expect(Object.keys(checkAddress(addressOf({ ...address, city: null, last_name: " " })))).toEqual([
      "last_name",
      "city",
    ])
  })

  it("are empty where the order has none", () => {
    expect(addressOf(null)).toMatchObject({ first_name: "", country_code: "" })
  })
})
