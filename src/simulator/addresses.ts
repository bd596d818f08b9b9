import type { WireFields } from "./payment"

/** Klarna's names of address fields, as its widget takes them, and Paygate's (without `bd` or `sd`). */
const PAYGATE_NAMES = {
  given_name: "FirstName",
  family_name: "LastName",
  email: "Email",
  title: "Title",
  organization_name: "Company",
  street_address: "Street",
  street_address2: "AddressAddition",
  postal_code: "Zip",
  city: "City",
  region: "Region",
  country: "CountryCode",
  phone: "Phone",
} as const

export type Side = "bd" | "sd"

/** The names `authorize()` of Klarna's widget takes in `billing_address` and `shipping_address`. */
export type KlarnaAddress = Partial<Record<keyof typeof PAYGATE_NAMES, string>>
export const KLARNA_ADDRESS_FIELDS = Object.keys(PAYGATE_NAMES) as (keyof typeof PAYGATE_NAMES)[]

/** An address as Klarna's widget takes it, in Paygate's spelling. */
export function fromKlarna(side: Side, address: KlarnaAddress | undefined): WireFields {
  const fields = KLARNA_ADDRESS_FIELDS.map((field) => [side + PAYGATE_NAMES[field], address?.[field]] as const)
  return Object.fromEntries(fields.filter((field): field is [string, string] => Boolean(field[1])))
}

/** The address fields among a request's parameters; the one misspelled by the document takes its proper name. */
export function addressFieldsOf(parameters: WireFields): WireFields {
  const fields = Object.entries(parameters).filter(([name]) => /^[bs]d[A-Z]/.test(name))
  return Object.fromEntries(fields.map(([name, value]) => [name.replace("Adition", "Addition"), value]))
}

/** The personal data of a request that belongs to no address. */
export function shopperFieldsOf(parameters: WireFields): WireFields {
  const names = ["DateOfBirth", "Gender", "Title", "SocialSecurityNumber", "PersonID", "LegalForm", "CompanyID"]
  const personal = [...names, "CompanyOrPerson", "VatID", "IPAddr"]
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => personal.includes(name)))
}

/** One side of an address by names without prefix; a phone number and a lone country make no address. */
export function sideOf(side: Side, fields: WireFields): WireFields {
  const entries = Object.entries(fields)
    .filter(([name]) => name.startsWith(side) && name !== `${side}Phone`)
    .map(([name, value]) => [name.slice(2), value] as const)
  return Object.fromEntries(entries)
}

function isAddress(fields: WireFields): boolean {
  return Object.keys(fields).some((name) => name !== "CountryCode")
}

/**
 * Names of the fields in which an order's address differs from what Klarna was told, by the widget if it brought
 * addresses, else by the session. An order may leave a side out; Klarna takes billing for a missing shipping address.
 */
export function differingFields(order: WireFields, session: WireFields, widget: WireFields | undefined): string[] {
  const known = widget ? { bdCountryCode: session["bdCountryCode"] ?? "", ...widget } : session
  const billing = sideOf("bd", known)
  const shipping = sideOf("sd", known)
  return [
    ...differing("bd", sideOf("bd", order), billing),
    ...differing("sd", sideOf("sd", order), isAddress(shipping) ? shipping : { ...billing, ...shipping }),
  ]
}

/** A country is compared only where the order names it: `sdCountryCode` belongs to no mandatory group. */
function differing(side: Side, order: WireFields, known: WireFields): string[] {
  const expected = isAddress(order) ? Object.keys(known).filter((name) => name !== "CountryCode") : []
  const names = new Set([...Object.keys(order), ...expected])
  return [...names].filter((name) => order[name] !== known[name]).map((name) => side + name)
}
