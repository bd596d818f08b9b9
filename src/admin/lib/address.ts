import type { AddressBody, AddressInput } from "../../types/payment"
import type { Order } from "./order"
import { checkLength, checkText, type Problem } from "./validation"

/**
 * The fields a merchant may change, in the order they are asked for, and how long each may be at Klarna. A street that is
 * too long goes on in the second line.
 */
export const ADDRESS_LIMITS = {
  first_name: 30,
  last_name: 30,
  company: 50,
  address_1: 32 + 50,
  address_2: 50,
  postal_code: 10,
  city: 32,
  province: 32,
  phone: 20,
} as const

export type AddressField = keyof typeof ADDRESS_LIMITS

export const ADDRESS_FIELDS = Object.keys(ADDRESS_LIMITS) as AddressField[]

/** Without these Klarna takes no address. */
const REQUIRED: readonly AddressField[] = ["first_name", "last_name", "address_1", "postal_code", "city"]

export const isRequired = (field: AddressField): boolean => REQUIRED.includes(field)

/** As it stands in the form; what is empty is sent as such, so that it is emptied at Klarna, too. */
export type AddressForm = Record<AddressField, string> & { country_code: string }

export type AddressProblems = Partial<Record<AddressField, Problem>>

/** The addresses of an order, by what they are for. */
export const ADDRESS_NAMES = ["shipping", "billing"] as const

export type AddressName = (typeof ADDRESS_NAMES)[number]

/** Which addresses to tell Klarna of: one, or both in one go. */
export const ADDRESS_CHOICES = [...ADDRESS_NAMES, "both"] as const

export type AddressChoice = (typeof ADDRESS_CHOICES)[number]

export const namesOf = (choice: AddressChoice): readonly AddressName[] => (choice === "both" ? ADDRESS_NAMES : [choice])

function addressOf(address: AddressInput | null | undefined): AddressForm {
  const entries = ADDRESS_FIELDS.map((field) => [field, address?.[field] ?? ""])
  return { ...(Object.fromEntries(entries) as Record<AddressField, string>), country_code: address?.country_code ?? "" }
}

/** An order's addresses as they stand, to be changed. */
export function addressesOf({
  shipping_address,
  billing_address,
}: Pick<Order, "shipping_address" | "billing_address">): Record<AddressName, AddressForm> {
  return { shipping: addressOf(shipping_address), billing: addressOf(billing_address ?? shipping_address) }
}

/** Klarna takes digits alone; a leading plus becomes two zeros. */
function checkPhone(phone: string): Problem | null {
  const digits = phone.replace(/^\s*\+/, "00").replace(/\D/g, "").length
  const isNumber = phone.trim() === "" || (digits > 0 && digits <= ADDRESS_LIMITS.phone)
  return isNumber ? null : { key: "phone", max: ADDRESS_LIMITS.phone }
}

function checkField(field: AddressField, text: string): Problem | null {
  if (field === "phone") return checkPhone(text)
  // Klarna gets the word for it, which is as long as five characters.
  const written = text.replace(/\s*&\s*/g, "_and_")
  return isRequired(field) ? checkText(written, ADDRESS_LIMITS[field]) : checkLength(written, ADDRESS_LIMITS[field])
}

export function checkAddress(address: AddressForm): AddressProblems {
  const problems = ADDRESS_FIELDS.map((field) => [field, checkField(field, address[field])] as const)
  return Object.fromEntries(problems.filter(([, problem]) => problem !== null))
}

/** What is sent: the chosen addresses, whole. */
export function bodyOfAddresses(choice: AddressChoice, addresses: Record<AddressName, AddressForm>): AddressBody {
  return Object.fromEntries(namesOf(choice).map((name) => [`${name}_address`, addresses[name]]))
}
