import { requireFitting, type AddressesToTell } from "../changed-address"
import { BERLIN } from "./carts"

const ORDER = { email: "customer@email.de", billing_address: BERLIN, shipping_address: BERLIN }

const read = (given: AddressesToTell, order = ORDER) => requireFitting(order, given)

describe("an address that a merchant gives", () => {
  it.each([
    ["first_name", "x".repeat(31), 30],
    ["last_name", "x".repeat(31), 30],
    ["company", "x".repeat(51), 50],
    ["address_2", "x".repeat(51), 50],
    ["postal_code", "1".repeat(11), 10],
    ["city", "x".repeat(33), 32],
    ["province", "x".repeat(33), 32],
    ["email", `${"x".repeat(80)}@y`, 80],
  ])("is refused where %s is longer than its field, naming the address", (field, text, limit) => {
    for (const address of ["billing_address", "shipping_address"]) {
      expect(() => read({ [address]: { [field]: text } })).toThrow(`${address}.${field} (${limit} characters at most)`)
      expect(() => read({ [address]: { [field]: text.slice(0, limit) } })).not.toThrow()
    }
  })

  it("names every field that does not fit", () => {
    const given = { billing_address: { city: "x".repeat(33) }, shipping_address: { phone: "none" } }
    expect(() => read(given)).toThrow("billing_address.city (32 characters at most), shipping_address.phone")
  })

  it("may have a street that goes on in the second line, as far as that reaches", () => {
    const street = "Straße der Deutsch-Sowjetischen Freundschaft 123"
    expect(() => read({ shipping_address: { address_1: street } })).not.toThrow()
    expect(() => read({ shipping_address: { address_1: street, address_2: "x".repeat(40) } })).toThrow(
      "shipping_address.address_2",
    )
    expect(() => read({ shipping_address: { address_1: "x".repeat(33) } })).toThrow("shipping_address.address_1")
  })

  it.each(["+49 30 901820", "", null])("may have %j for a telephone number", (phone) => {
    expect(() => read({ shipping_address: { phone } })).not.toThrow()
  })

  it.each(["by post", "1".repeat(21)])("may not have %j for one", (phone) => {
    expect(() => read({ shipping_address: { phone } })).toThrow("shipping_address.phone (1 to 20 digits)")
  })

  it("counts as long what & becomes", () => {
    expect(() => read({ shipping_address: { company: `${"x".repeat(48)}&x` } })).toThrow("shipping_address.company")
  })

  it("is not refused for what the order has of its own, which is cut", () => {
    const order = { ...ORDER, shipping_address: { ...BERLIN, company: "x".repeat(60) } }
    expect(() => read({ shipping_address: { city: "Potsdam" } }, order)).not.toThrow()
  })
})
