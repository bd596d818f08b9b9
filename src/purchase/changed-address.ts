import { asCountry, type Country } from "../connection"
import { refusal } from "../refusals"
import { CALLS, limitOf } from "../paygate"
import { addressFields, blockOf, lengthOf, missingFields, prefixed, splitStreet, type AddressFields } from "./addresses"
import type { CartAddress } from "./cart"

/** An address as a merchant gives it: fields that are left out are the order's. */
export interface GivenAddress extends CartAddress {
  phone?: string | null | undefined
  email?: string | null | undefined
}

/** The addresses of an order, and where its e-mails go. */
export interface OrderAddresses {
  email?: string | null
  billing_address?: GivenAddress | null
  shipping_address?: GivenAddress | null
}

/** Addresses to tell Klarna of. */
export interface AddressesToTell {
  billing_address?: GivenAddress | undefined
  shipping_address?: GivenAddress | undefined
}

const LIMITS = {
  first_name: limitOf(CALLS.updateAddress.request.sdFirstName),
  last_name: limitOf(CALLS.updateAddress.request.sdLastName),
  company: limitOf(CALLS.updateAddress.request.sdCompany),
  address_1: limitOf(CALLS.updateAddress.request.sdStreet),
  address_2: limitOf(CALLS.updateAddress.request.sdAddressAdition),
  postal_code: limitOf(CALLS.updateAddress.request.sdZip),
  city: limitOf(CALLS.updateAddress.request.sdCity),
  province: limitOf(CALLS.updateAddress.request.sdRegion),
  email: limitOf(CALLS.updateAddress.request.sdEmail),
  phone: limitOf(CALLS.updateAddress.request.sdPhone),
} as const

/** Digits alone fit the field; what is too long for it is left out. */
function phoneOf({ phone }: GivenAddress): string | undefined {
  const digits = phone?.replace(/^\s*\+/, "00").replace(/\D/g, "") ?? ""
  return digits.length > 0 && digits.length <= LIMITS.phone ? digits : undefined
}

function merged(known: GivenAddress | null | undefined, given: GivenAddress): GivenAddress {
  return { ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
}

function fieldsOf(prefix: "bd" | "sd", address: GivenAddress, email: string | null | undefined) {
  const block = blockOf(address, email)
  if (!block) {
    const name = prefix === "bd" ? "billing_address" : "shipping_address"
    throw refusal(
      "address_invalid",
      missingFields(address, email)
        .map((field) => `${name}.${field}`)
        .join(", "),
    )
  }
  const { AddressAddition, ...rest } = block
  const phone = phoneOf(address)
  return {
    ...prefixed(prefix, rest),
    // The address change spells this one field its own way (interface document, "sdAddressAdition").
    ...(AddressAddition ? { [prefix === "bd" ? "bdAddressAddition" : "sdAddressAdition"]: AddressAddition } : {}),
    ...(phone ? { [`${prefix}Phone`]: phone } : {}),
  }
}

/** The addresses as Klarna knows them once it was told, in the fields of session and order creation. */
function knownAfter(order: OrderAddresses, { billing_address, shipping_address }: AddressesToTell): AddressFields {
  return addressFields({
    email: order.email ?? null,
    billing_address: billing_address ?? order.billing_address ?? null,
    shipping_address: shipping_address ?? order.shipping_address ?? null,
  })
}

/**
 * What Klarna is told of changed addresses. Throws `address_invalid` naming the missing fields, `country_not_changeable`
 * for a billing address in another country than the purchase's, and `country_not_supported`.
 */
export function changedAddress(order: OrderAddresses, given: AddressesToTell, country: Country) {
  const billing =
    given.billing_address && merged(order.billing_address ?? order.shipping_address, given.billing_address)
  const shipping = given.shipping_address && merged(order.shipping_address, given.shipping_address)
  if (billing?.country_code && billing.country_code.toUpperCase() !== country) {
    throw refusal("country_not_changeable", `billing_address.country_code, ${country}`)
  }
  const shippingCountry = shipping?.country_code ?? undefined
  if (shippingCountry !== undefined && !asCountry(shippingCountry)) {
    throw refusal("country_not_supported", "shipping_address.country_code")
  }
  return {
    fields: {
      ...(billing ? { bdCountryCode: country, ...fieldsOf("bd", billing, billing.email ?? order.email) } : {}),
      ...(shipping
        ? {
            ...(shippingCountry ? { sdCountryCode: shippingCountry.toUpperCase() } : {}),
            ...fieldsOf("sd", shipping, shipping.email ?? order.email),
          }
        : {}),
    },
    known: knownAfter(order, { billing_address: billing, shipping_address: shipping }),
  }
}

/** An order's shipping address in the fields of session and order creation; nothing when it is not whole. */
export function shippingFields({ email, shipping_address }: OrderAddresses): Record<string, string | undefined> {
  const country = shipping_address?.country_code?.toUpperCase()
  return { ...(country ? { sdCountryCode: country } : {}), ...prefixed("sd", blockOf(shipping_address, email)) }
}

/** The fields of a given address that do not fit as they are, each with what does. */
function misfits(known: GivenAddress | null | undefined, given: GivenAddress): string[] {
  const whole = merged(known, given)
  const { street, addition } = splitStreet(whole.address_1 ?? "", whole.address_2)
  const { address_1, address_2, phone, ...others } = given
  const lengths: Partial<Record<keyof typeof LIMITS, number>> = {
    ...Object.fromEntries(
      Object.entries(others)
        .filter(([name]) => name in LIMITS)
        .map(([name, text]) => [name, lengthOf(text?.trim() ?? "")]),
    ),
    // A street that is too long goes on in the second line.
    ...(address_1 === undefined && address_2 === undefined
      ? {}
      : { address_1: lengthOf(street), address_2: lengthOf(addition) }),
  }
  const isNumber = !phone?.trim() || phoneOf({ phone }) !== undefined
  return [
    ...Object.entries(lengths).flatMap(([name, length]) => {
      const limit = LIMITS[name as keyof typeof LIMITS]
      return length > limit ? [`${name} (${limit} characters at most)`] : []
    }),
    ...(isNumber ? [] : [`phone (1 to ${LIMITS.phone} digits)`]),
  ]
}

/**
 * Refuses addresses of which Klarna would get less than a merchant has given; what an order has of its own is cut
 * instead. Throws `address_invalid`, naming the fields.
 */
export function requireFitting(
  order: OrderAddresses,
  { billing_address: billing, shipping_address: shipping }: AddressesToTell,
): void {
  const named = (name: string, fields: string[]) => fields.map((field) => `${name}.${field}`)
  const found = [
    ...(billing ? named("billing_address", misfits(order.billing_address ?? order.shipping_address, billing)) : []),
    ...(shipping ? named("shipping_address", misfits(order.shipping_address, shipping)) : []),
  ]
  if (found.length > 0) {
    throw refusal("address_invalid", found.join(", "))
  }
}
