import { addressesOf, ADDRESS_LIMITS, bodyOfAddresses, checkAddress, namesOf, type AddressForm } from "../address"
import type { Order } from "../order"

const ADDRESS = { first_name: "Mock", last_name: "Mock", address_1: "Str. 2", postal_code: "10178", city: "Berlin" }

const orderWith = (shipping_address: object | null, billing_address: object | null) =>
  ({ shipping_address, billing_address }) as Pick<Order, "shipping_address" | "billing_address">
const form = (changes: Partial<AddressForm> = {}) => ({
  ...addressesOf(orderWith(ADDRESS, null)).shipping,
  ...changes,
})

describe("the addresses of an order", () => {
  it("are what the fields begin with", () => {
    const { shipping, billing } = addressesOf(orderWith(ADDRESS, { ...ADDRESS, city: "Potsdam" }))
    expect([shipping.city, billing.city]).toEqual(["Berlin", "Potsdam"])
  })

  it("are the same where the order has one only", () => {
    expect(addressesOf(orderWith(ADDRESS, null)).billing).toMatchObject(ADDRESS)
  })

  it("are empty where the order has none", () => {
    expect(addressesOf(orderWith(null, null)).shipping).toMatchObject({ first_name: "", country_code: "" })
  })
})

describe("what is sent", () => {
  const addresses = { shipping: form({ city: "Bonn" }), billing: form({ city: "Potsdam" }) }

  it.each([
    ["shipping", { shipping_address: addresses.shipping }],
    ["billing", { billing_address: addresses.billing }],
    ["both", { shipping_address: addresses.shipping, billing_address: addresses.billing }],
  ] as const)("is what was chosen: %s", (choice, body) => {
    expect(bodyOfAddresses(choice, addresses)).toEqual(body)
    expect(namesOf(choice).map((name) => `${name}_address`)).toEqual(Object.keys(body))
  })
})

describe("an address", () => {
  it("is complete without what is optional", () => {
    expect(checkAddress(form())).toEqual({})
  })

  it("names every field that is missing", () => {
    expect(Object.keys(checkAddress(form({ city: "", last_name: " " })))).toEqual(["last_name", "city"])
  })

  it.each(Object.entries(ADDRESS_LIMITS).filter(([field]) => field !== "phone"))(
    "has no %s of more than %d characters",
    (field, max) => {
      expect(checkAddress(form({ [field]: "x".repeat(max) }))).toEqual({})
      expect(checkAddress(form({ [field]: "x".repeat(max + 1) }))).toEqual({ [field]: { key: "tooLong", max } })
    },
  )

  it("counts as long what & becomes", () => {
    expect(checkAddress(form({ company: `${"x".repeat(48)}&x` }))).toMatchObject({ company: { key: "tooLong" } })
  })

  it.each(["", "+49 30 901820", "030/90 18 20"])("may have the telephone number %j", (phone) => {
    expect(checkAddress(form({ phone }))).toEqual({})
  })

  it.each(["by post", "1".repeat(21), `+${"1".repeat(19)}`])("may not have the telephone number %j", (phone) => {
    expect(checkAddress(form({ phone }))).toEqual({ phone: { key: "phone", max: 20 } })
  })
})
