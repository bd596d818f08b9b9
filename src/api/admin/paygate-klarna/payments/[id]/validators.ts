import { z } from "@medusajs/framework/zod"
import type {
  AddressBody,
  CaptureBody,
  ItemQuantity,
  OrderLinesBody,
  ReferenceBody,
  RefundBody,
  ResendInvoiceBody,
  ShippingInfo,
} from "../../../../../types/payment"

/** All currencies that Klarna takes have two decimals, and the interface document's `Amount` ten digits. */
const amount = z
  .number("expected an amount in major units")
  .positive("expected an amount above 0")
  .max(99_999_999.99, "expected at most 99999999.99")
  .refine((value) => Number(value.toFixed(2)) === value, "expected at most 2 decimal places")
  .optional()

/** Unknown items and impossible quantities are refused by those who know the order. */
const items: z.ZodType<ItemQuantity[] | undefined> = z
  .array(z.strictObject({ line_item_id: z.string().min(1), quantity: z.number() }))
  .min(1, "expected at least one item")
  .optional()

/** Longer than any field of an address, so that nobody sends a book; how long each may be the change itself knows. */
const text = z.string().max(255).nullable().optional()

const address = z
  .strictObject({
    first_name: text,
    last_name: text,
    company: text,
    address_1: text,
    address_2: text,
    postal_code: text,
    city: text,
    province: text,
    country_code: z
      .string()
      .regex(/^[a-zA-Z]{2}$/, "expected a country's two letters")
      .nullable()
      .optional(),
    phone: text,
    email: text,
    // Medusa's addresses have it, and Klarna has no field for it.
    metadata: z.record(z.string(), z.unknown()).nullable().optional(),
  })
  .transform(({ metadata: _ofMedusa, ...address }) => address)
  .optional()

export const AddressSchema = z.strictObject({
  billing_address: address,
  shipping_address: address,
}) satisfies z.ZodType<AddressBody>

export const ReferenceSchema = z.strictObject({
  // The interface document's `RefNr` is `ans..30`; nothing may separate parameters in it.
  ref_nr: z
    .string("expected a reference number")
    .trim()
    .min(1, "expected a reference number")
    .max(30, "expected at most 30 characters")
    .regex(/^[^&\p{Cc}]*$/u, "expected no & and no control characters"),
}) satisfies z.ZodType<ReferenceBody>

export const OrderLinesSchema = z.strictObject({ amount, items }) satisfies z.ZodType<OrderLinesBody>

const upTo = (length: number) =>
  z
    .string()
    .trim()
    .min(1, "expected at least one character")
    .max(length, `expected at most ${length} characters`)
    .regex(/^\P{Cc}*$/u, "expected no control characters")
    .optional()

const isLink = (link: string) => URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)

const link = upTo(1024).refine(
  (text) => text === undefined || isLink(text),
  "expected a whole link with https:// or http://",
)

/** Klarna's limits; together they have to fit into one parameter ("ShippingData"), which the capture itself checks. */
const shippingInfo: z.ZodType<ShippingInfo> = z.strictObject({
  shipping_company: upTo(100),
  shipping_method: upTo(100),
  tracking_number: upTo(100),
  tracking_url: link,
  return_shipping_company: upTo(100),
  return_tracking_number: upTo(100),
  return_tracking_url: link,
})

export const CaptureSchema = z.strictObject({
  amount,
  items,
  shipping_info: z
    .array(shippingInfo.refine((parcel) => Object.keys(parcel).length > 0, "expected at least one field"))
    .min(1, "expected at least one parcel")
    .optional(),
  release_remaining: z.boolean().optional(),
}) satisfies z.ZodType<CaptureBody>

export const RefundSchema = z.strictObject({
  amount,
  items,
  note: z
    .string()
    .max(1000)
    .refine((note) => !note.includes("\0"), "expected no NUL, which no database keeps")
    .optional(),
}) satisfies z.ZodType<RefundBody>

/** Of a route that takes nothing: whoever sends an amount to it expects something else than it does. */
export const NothingSchema = z.strictObject({})

export const ResendInvoiceSchema = z.strictObject({
  invoice_nr: z.string().min(1).max(30).optional(),
}) satisfies z.ZodType<ResendInvoiceBody>
