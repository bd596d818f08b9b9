import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { AES_KEY_LENGTHS, LANGUAGES, limitOf, PAY_TYPES, parameters } from "../paygate"
import { COUNTRIES } from "./countries"
import { reachOf } from "./reach"
import { longestRefNr, ORDER_REF_NR_PLACEHOLDERS, REF_NR_PLACEHOLDERS } from "./ref-nr"

/** One secret, or several newest first while keys are rotated: calls use the newest, notifications may use any. */
const secrets = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)], "expected a secret, or a list of them, newest first")
  .transform((value) => (typeof value === "string" ? [value] : value) as [string, ...string[]])

const country = z.enum(COUNTRIES, `expected one of ${COUNTRIES.join(", ")}`)

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** The backend's public address: Paygate calls port 443 only, so anything else is for the developer's own machine. */
const backendUrl = z.string().refine((text) => {
  const url = parseUrl(text)
  return (
    url !== undefined &&
    url.search === "" &&
    url.hash === "" &&
    (reachOf(url) === "machine" ? /^https?:$/.test(url.protocol) : url.protocol === "https:" && url.port === "")
  )
}, "expected https on port 443, or a loopback address")

const webUrl = z
  .string()
  .refine((text) => /^https?:$/.test(parseUrl(text)?.protocol ?? ""), "expected an http or https address")

const customerField = z.enum([
  "date_of_birth",
  "gender",
  "title",
  "social_security_number",
  "person_id",
  "legal_form",
  "company_id",
  "company_or_person",
  "vat_id",
])

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "expected a colour such as #FF9900")

/** What the function form of `enhanced_data` is given: the cart as the server reads it. */
export type EnhancedDataFunction = (cart: Record<string, unknown>) => Record<string, unknown> | undefined

const enhancedData = z.union(
  [z.custom<EnhancedDataFunction>((value) => typeof value === "function"), z.record(z.string(), z.unknown())],
  "expected an object or a function of the cart",
)

const milliseconds = z.int().min(100).max(120_000)

/**
 * The options of one `paygate-klarna` provider, as written in medusa-config. Each is described in the README;
 * a wrong one stops the store's start.
 */
export const providerOptions = z
  .strictObject({
    base_url: z
      .string()
      .refine((text) => URL.canParse(text), "expected Paygate's base address")
      .default("https://www.computop-paygate.com/"),
    /** Whether it is a test account, where the MerchantID suggests otherwise. */
    test_account: z.boolean().optional(),
    merchant_id: z.string().min(1).max(limitOf(parameters.MerchantID)),
    blowfish_key: secrets,
    hmac_key: secrets,
    encryption: z.enum(["blowfish", "aes"]).default("blowfish"),
    charset: z.enum(["utf-8", "iso-8859-1"]).default("utf-8"),
    /** One Klarna account, or one by billing country with `default` for the rest. */
    account: z.union(
      [
        z.string().min(1).max(limitOf(parameters.Account)),
        z.partialRecord(z.enum([...COUNTRIES, "default"]), z.string().min(1).max(limitOf(parameters.Account))),
      ],
      "expected Klarna's account name, or one by country",
    ),
    backend_url: backendUrl,
    storefront_url: webUrl,
    connect_timeout_ms: milliseconds.default(5_000),
    timeout_ms: milliseconds.default(30_000),
    /** Plain HTTP to a host that is not this machine; refused in production. */
    allow_insecure_http: z.boolean().default(false),
    /** Which methods the widget offers unless the storefront asks for others. */
    pay_types: z
      .array(z.enum(PAY_TYPES))
      .min(1)
      .refine(
        (types) => types.join(",").length <= limitOf(parameters.PayType),
        `expected at most ${limitOf(parameters.PayType)} characters when joined by commas`,
      )
      .default(["pay_now", "pay_later", "pay_over_time"]),
    /** The widget's language where the storefront sends no locale that Klarna has. */
    language: z.enum(LANGUAGES).optional(),
    /** Who gives Klarna the addresses: the server in the session, or the browser in `authorize()`. */
    addresses: z.enum(["server", "browser"]).default("server"),
    /** Personal data without which no session is opened, by billing country. */
    required_customer_data: z.partialRecord(country, z.array(customerField)).default({}),
    /** Template of the first reference number; the order's number replaces it later. */
    ref_nr: z
      .string()
      .refine(
        (template) => longestRefNr(template) <= limitOf(parameters.RefNr),
        `expected at most ${limitOf(parameters.RefNr)} characters with ${Object.keys(REF_NR_PLACEHOLDERS).join(", ")} filled in, and no &`,
      )
      .default("{session}"),
    /** Template of the number the reference becomes when the order is placed; `null` leaves the first. */
    order_ref_nr: z
      .string()
      .min(1)
      .refine(
        (template) => longestRefNr(template, ORDER_REF_NR_PLACEHOLDERS) <= limitOf(parameters.RefNr),
        `expected at most ${limitOf(parameters.RefNr)} characters with ${Object.keys(ORDER_REF_NR_PLACEHOLDERS).join(", ")} filled in, and no &`,
      )
      .nullable()
      .default("{display_id}"),
    /** Whether Klarna is told when the shipping address of an order changes. */
    update_addresses: z.boolean().default(true),
    /** Whether Klarna's order is lowered when an order shrinks before anything is captured. */
    update_orders: z.boolean().default(true),
    /** When what was sent is captured by itself. */
    capture_on: z.enum(["never", "shipment", "delivery"]).default("never"),
    /** Address of a product's page, with `{handle}` for the product's handle; shown by Klarna. */
    product_url: webUrl.refine((text) => text.includes("{handle}"), "expected {handle} in it").optional(),
    /** How long Klarna keeps an authorization. */
    authorization_days: z.int().min(1).max(180).default(28),
    /** Who creates Klarna's order after the hosted page: the shop when the cart is completed, or Paygate at once. */
    order_creation: z.enum(["explicit", "auto"]).default("explicit"),
    /** Whether an order is cancelled that Klarna rejects after it was pending. */
    cancel_rejected_orders: z.boolean().default(true),
    /** Looks of the hosted page (interface document, "Layout"). */
    hosted_layout: z
      .strictObject({
        logo_url: webUrl.optional(),
        page_title: z.string().min(1).optional(),
        purchase_type: z.string().min(1).optional(),
        show_subtotal_detail: z.literal("HIDE").optional(),
      })
      .optional(),
    /** How many days before that the merchant is told. */
    expiry_warning_days: z.int().min(1).max(60).default(5),
    /** How long what was sent in a call is kept once the call is over; amounts, references and dates stay. */
    retention_days: z.int().min(1).max(3650).default(90),
    layout: z
      .strictObject({
        color_border: colour.optional(),
        color_border_selected: colour.optional(),
        color_button: colour.optional(),
        color_button_text: colour.optional(),
        color_checkbox: colour.optional(),
        color_checkbox_checkmark: colour.optional(),
        color_details: colour.optional(),
        color_header: colour.optional(),
        color_link: colour.optional(),
        color_text: colour.optional(),
        color_text_secondary: colour.optional(),
        radius_border: z
          .string()
          .regex(/^\d{1,2}px$/, "expected pixels such as 5px")
          .optional(),
      })
      .optional(),
    enhanced_data: enhancedData.optional(),
    /** Which shoppers the account is for; B2B must be enabled by Klarna. */
    company_or_person: z.enum(["C", "P"]).optional(),
  })
  .superRefine((options, context) => {
    const url = parseUrl(options.base_url)
    const insecure = url?.protocol === "http:" && reachOf(url) !== "machine"
    if (url && !/^https?:$/.test(url.protocol)) {
      context.addIssue({ code: "custom", path: ["base_url"], message: "expected an https address" })
    }
    if (insecure && (!options.allow_insecure_http || process.env["NODE_ENV"] === "production")) {
      context.addIssue({
        code: "custom",
        path: ["base_url"],
        message: "expected https; http only to this machine, or outside production with allow_insecure_http",
      })
    }
    if (options.encryption === "aes") {
      options.blowfish_key.forEach((key, index) => {
        if (!AES_KEY_LENGTHS.includes(Buffer.byteLength(key))) {
          context.addIssue({
            code: "custom",
            path: ["blowfish_key", index],
            message: 'expected a key of 16, 24 or 32 bytes with encryption: "aes"',
          })
        }
      })
    }
  })

type WrittenOptions = z.input<typeof providerOptions>

/**
 * As written in medusa-config. A value from the environment may be undefined for the compiler: an optional one then has
 * its default, and without a mandatory one the store does not start.
 */
export type ProviderOptionsInput = { [Name in keyof WrittenOptions]: WrittenOptions[Name] | undefined }

/** Checked, with defaults filled in and secrets as lists. */
export type ProviderOptions = z.output<typeof providerOptions>

/** Only options themselves can be missing: nothing further inside is mandatory. */
function isMissing(options: unknown, [name, ...inside]: PropertyKey[]): boolean {
  return name !== undefined && inside.length === 0 && (options as Record<PropertyKey, unknown>)[name] === undefined
}

/** Checks options; throws a `MedusaError` that names every option at fault and what is expected, never its value. */
export function parseProviderOptions(options: unknown): ProviderOptions {
  const parsed = providerOptions.safeParse(options)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      issue.code === "unrecognized_keys"
        ? `${issue.keys.map((key) => [...issue.path, key].join(".")).join(", ")}: no such option`
        : `${issue.path.join(".") || "options"}: ${isMissing(options, issue.path) ? "missing" : issue.message}`,
    )
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `paygate-klarna: wrong provider options in medusa-config:\n  - ${faults.join("\n  - ")}`,
    )
  }
  return parsed.data
}
