import { asCountry, type Country } from "../connection"
import { limitOf, parameters, type CALLS, type RequestOf } from "../paygate"
import type { Cart, CartAddress } from "./cart"
import { refusal } from "../refusals"

type SessionRequest = RequestOf<(typeof CALLS)["createSession"]>

/** The address fields of session and order creation, which must be identical. */
export type AddressFields = Pick<SessionRequest, Extract<keyof SessionRequest, `bd${string}` | `sd${string}`>>

/** The country Klarna goes by: that of the billing address, else of the shipping address. */
export function countryOf(cart: Pick<Cart, "billing_address" | "shipping_address">): Country {
  const code = cart.billing_address?.country_code ?? cart.shipping_address?.country_code
  if (!code) {
    throw refusal("country_missing")
  }
  const country = asCountry(code)
  if (!country) {
    throw refusal("country_not_supported", code.toUpperCase())
  }
  return country
}

/** Characters a text has once the protocol client has written "and" for `&`, which takes five at most. */
export function lengthOf(text: string): number {
  return Array.from(text.replace(/\s*&\s*/g, "_and_")).length
}

/** A street too long for its field passes its last words, the house number among them, on to the second line. */
export function splitStreet(street: string, addition: string | null | undefined): { street: string; addition: string } {
  const limit = limitOf(parameters.bdStreet)
  const words = street.trim().split(/\s+/)
  const rest: string[] = []
  while (words.length > 1 && lengthOf(words.join(" ")) > limit) {
    rest.unshift(words.pop()!)
  }
  return {
    street: words.join(" "),
    addition: [rest.join(" "), addition?.trim()].filter(Boolean).join(", "),
  }
}

interface Block {
  FirstName: string
  LastName: string
  Email: string
  Street: string
  Zip: string
  City: string
  Company?: string
  Region?: string
  AddressAddition?: string
}

/** Blanks alone fill no field: they would be dropped later, and an address without all its fields is refused. */
function filled(text: string | null | undefined): string | undefined {
  return text?.trim() || undefined
}

/** The fields an address lacks, by Medusa's names, without which the document allows none. */
export function missingFields(address: CartAddress, email: string | null | undefined): string[] {
  const needed = ["first_name", "last_name", "address_1", "postal_code", "city"] as const
  return [...needed.filter((name) => !filled(address[name])), ...(email ? [] : ["email"])]
}

/** One address, or `undefined` when a field is missing without which the document allows none. */
export function blockOf(address: CartAddress | null | undefined, email: string | null | undefined): Block | undefined {
  const first_name = filled(address?.first_name)
  const last_name = filled(address?.last_name)
  const address_1 = filled(address?.address_1)
  const postal_code = filled(address?.postal_code)
  const city = filled(address?.city)
  if (!first_name || !last_name || !email || !address_1 || !postal_code || !city) {
    return undefined
  }
  const { street, addition } = splitStreet(address_1, address?.address_2)
  return {
    FirstName: first_name,
    LastName: last_name,
    Email: email,
    Street: street,
    Zip: postal_code,
    City: city,
    ...(address?.company ? { Company: address.company } : {}),
    ...(address?.province ? { Region: address.province } : {}),
    ...(addition ? { AddressAddition: addition } : {}),
  }
}

export function prefixed<const Prefix extends "bd" | "sd">(prefix: Prefix, block: Block | undefined) {
  return Object.fromEntries(Object.entries(block ?? {}).map(([name, value]) => [`${prefix}${name}`, value]))
}

/**
 * The addresses for session and order creation, always the same for the same cart. An incomplete one is left out, as
 * the document demands all or nothing; Klarna's widget asks the shopper then.
 */
export function addressFields(cart: Pick<Cart, "email" | "billing_address" | "shipping_address">): AddressFields {
  const country = countryOf(cart)
  const billing = blockOf(cart.billing_address ?? cart.shipping_address, cart.email)
  const shipping = blockOf(cart.shipping_address, cart.email)
  const shippingCountry = cart.shipping_address?.country_code
  if (shippingCountry && !asCountry(shippingCountry)) {
    throw refusal("country_not_supported", shippingCountry.toUpperCase())
  }
  return {
    bdCountryCode: country,
    ...prefixed("bd", billing),
    ...(billing && shipping && shippingCountry
      ? { sdCountryCode: shippingCountry.toUpperCase(), ...prefixed("sd", shipping) }
      : {}),
  }
}
