import type { ShippingInfo } from "../../types/payment"
import { checkLength, checkLink, type Problem } from "./validation"

/** What a merchant tells of a parcel, in the order it is asked for, and how long each may be. */
export const SHIPPING_LIMITS = {
  shipping_company: 100,
  shipping_method: 100,
  tracking_number: 100,
  tracking_url: 1024,
} as const

export type ShippingField = keyof typeof SHIPPING_LIMITS

export const SHIPPING_FIELDS = Object.keys(SHIPPING_LIMITS) as ShippingField[]

/** As it stands in the form. */
export type ShippingForm = Record<ShippingField, string>

export const NO_SHIPPING: ShippingForm = {
  shipping_company: "",
  shipping_method: "",
  tracking_number: "",
  tracking_url: "",
}

export function checkShipping(form: ShippingForm): Partial<Record<ShippingField, Problem>> {
  const check = (field: ShippingField) =>
    checkLength(form[field], SHIPPING_LIMITS[field]) ?? (field === "tracking_url" ? checkLink(form[field]) : null)
  const problems = SHIPPING_FIELDS.map((field) => [field, check(field)] as const)
  return Object.fromEntries(problems.filter(([, problem]) => problem !== null))
}

/** The part of a request's body that says where the parcel is; nothing where nothing is known. */
export function bodyOfShipping(form: ShippingForm): { shipping_info?: ShippingInfo[] } {
  const filled = SHIPPING_FIELDS.map((field) => [field, form[field].trim()] as const).filter(([, text]) => text !== "")
  return filled.length > 0 ? { shipping_info: [Object.fromEntries(filled)] } : {}
}
