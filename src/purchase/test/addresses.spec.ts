import { addressFields, countryOf, splitStreet } from "../addresses"
import type { CartAddress } from "../cart"
import { BERLIN, cartOf } from "./carts"

const BILLING = {
  bdCountryCode: "DE",
  bdFirstName: "Mock",
  bdLastName: "Mock",
  bdEmail: "customer@email.de",
  bdStreet: "Neue Schönhauser Str. 2",
  bdZip: "10178",
  bdCity: "Berlin",
}
const SHIPPING = Object.fromEntries(Object.entries(BILLING).map(([name, value]) => [name.replace("bd", "sd"), value]))

const without = (field: keyof CartAddress): CartAddress => ({ ...BERLIN, [field]: null })

describe("the addresses for Klarna", () => {
  it("are billing and shipping when both are complete", () => {
    expect(addressFields(cartOf())).toEqual({ ...BILLING, ...SHIPPING })
  })

  it("carry company, region and second line when there are any", () => {
    const address = { ...BERLIN, company: "Müller & Sohn", province: "BE", address_2: " Hinterhof " }
    expect(addressFields(cartOf({ billing_address: address, shipping_address: null }))).toEqual({
      ...BILLING,
      bdCompany: "Müller & Sohn",
      bdRegion: "BE",
      bdAddressAddition: "Hinterhof",
    })
  })

  it.each(["first_name", "last_name", "address_1", "postal_code", "city"] as const)(
    "leave an address without %s out, as it must be all or nothing",
    (field) => {
      expect(addressFields(cartOf({ billing_address: without(field), shipping_address: null }))).toEqual({
        bdCountryCode: "DE",
      })
    },
  )

  it("take blanks for nothing", () => {
    const billing_address = { ...BERLIN, first_name: " \t" }
    expect(addressFields(cartOf({ billing_address, shipping_address: null }))).toEqual({ bdCountryCode: "DE" })
  })

  it("leave all out without an e-mail address", () => {
    expect(addressFields(cartOf({ email: null }))).toEqual({ bdCountryCode: "DE" })
  })

  it("leave an incomplete shipping address out and keep billing", () => {
    expect(addressFields(cartOf({ shipping_address: without("city") }))).toEqual(BILLING)
  })

  it("leave a shipping address out where billing is incomplete", () => {
    expect(addressFields(cartOf({ billing_address: without("city") }))).toEqual({ bdCountryCode: "DE" })
  })

  it("take shipping for billing when the shopper gave one only", () => {
    expect(addressFields(cartOf({ billing_address: null }))).toEqual({ ...BILLING, ...SHIPPING })
  })

  it("may lie in two countries", () => {
    const shipping_address = { ...BERLIN, country_code: "at" }
    expect(addressFields(cartOf({ shipping_address }))).toMatchObject({ bdCountryCode: "DE", sdCountryCode: "AT" })
  })

  it.each(["billing_address", "shipping_address"] as const)("refuse a %s outside Klarna's countries", (field) => {
    let refused: unknown
    try {
      addressFields(cartOf({ [field]: { ...BERLIN, country_code: "fr" } }))
    } catch (error) {
      refused = error
    }
    expect(refused).toMatchObject({ code: "country_not_supported", message: expect.stringContaining(": FR") as string })
  })

  it("are the same each time, down to their order", () => {
    expect(JSON.stringify(addressFields(cartOf()))).toBe(JSON.stringify(addressFields(structuredClone(cartOf()))))
  })
})

describe("the country", () => {
  it("is billing's before shipping's", () => {
    expect(countryOf(cartOf({ shipping_address: { ...BERLIN, country_code: "at" } }))).toBe("DE")
  })

  it("is shipping's without a billing address", () => {
    expect(countryOf(cartOf({ billing_address: null, shipping_address: { ...BERLIN, country_code: "at" } }))).toBe("AT")
  })

  it("is asked for when there is none", () => {
    let refused: unknown
    try {
      countryOf(cartOf({ billing_address: null, shipping_address: null }))
    } catch (error) {
      refused = error
    }
    expect(refused).toMatchObject({ code: "country_missing" })
  })
})

describe("splitStreet", () => {
  it("keeps a street that fits", () => {
    expect(splitStreet("  Neue  Schönhauser Str. 2 ", null)).toEqual({
      street: "Neue Schönhauser Str. 2",
      addition: "",
    })
  })

  it("passes a house number that would be cut off on to the second line", () => {
    expect(splitStreet("Straße der Vereinten Nationen 117a", "Hinterhof")).toEqual({
      street: "Straße der Vereinten Nationen",
      addition: "117a, Hinterhof",
    })
  })

  it("splits at 32 characters, whatever they are made of", () => {
    expect(splitStreet(`${"👟".repeat(30)} 1`, null)).toEqual({ street: `${"👟".repeat(30)} 1`, addition: "" })
    expect(splitStreet(`${"👟".repeat(30)} 12`, null)).toEqual({ street: "👟".repeat(30), addition: "12" })
  })

  it("leaves room for the word that is written for &", () => {
    expect(splitStreet("Mühlen&Söhne-Straße am Anger 117", null)).toEqual({
      street: "Mühlen&Söhne-Straße am Anger",
      addition: "117",
    })
  })

  it("leaves a single long word to be cut", () => {
    expect(splitStreet("x".repeat(40), null)).toEqual({ street: "x".repeat(40), addition: "" })
  })
})
