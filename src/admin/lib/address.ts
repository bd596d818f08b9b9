import type { AddressInput } from "../../types/payment"
import { checkText, type Problem } from "./validation"

/** The fields a merchant may change, in the order they are asked for. */
export const ADDRESS_FIELDS = [
  "first_name",
  "last_name",
  "company",
  "address_1",
  "address_2",
  "postal_code",
  "city",
  "province",
  "phone",
] as const

export type AddressField = (typeof ADDRESS_FIELDS)[number]

/** Without these Klarna takes no address. */
const REQUIRED: readonly AddressField[] = ["first_name", "last_name", "address_1", "postal_code", "city"]

export const isRequired = (field: AddressField): boolean => REQUIRED.includes(field)

/** As it stands in the form; what is empty is sent as such, so that it is emptied at Klarna, too. */
export type AddressForm = Record<AddressField, string> & { country_code: string }

export function addressOf(address: AddressInput | null | undefined): AddressForm {
  const entries = ADDRESS_FIELDS.map((field) => [field, address?.[field] ?? ""])
  return { ...(Object.fromEntries(entries) as Record<AddressField, string>), country_code: address?.country_code ?? "" }
}

export function checkAddress(address: AddressForm): Partial<Record<AddressField, Problem>> {
  const problems = REQUIRED.map((field) => [field, checkText(address[field])] as const)
  return Object.fromEntries(problems.filter(([, problem]) => problem !== null))
}
