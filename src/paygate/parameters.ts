/**
 * The vocabulary: each Paygate parameter once, in wire spelling. Calls pick from it; types, validation, encoding,
 * masking and the reference table follow. Formats are printed in the interface document's tables; `accepts` marks the
 * deviations listed with their reasons in `deviations.ts`.
 */
import { z } from "zod"
import { articleList } from "./article-list"
import { CURRENCIES } from "./currencies"
import { base64Json, constant, inFormat, integer, oneOf, text } from "./parameter"

// Identification
export const MerchantID = text({ format: "ans..30", meaning: "the merchant's id", logged: true })
export const MID = text({ format: "ans..30", meaning: "the merchant's id", logged: true })
export const TransID = text({ format: "ans..64", meaning: "the shop's id of the payment, unique", logged: true })
export const PayID = text({ format: "an32", meaning: "Paygate's id of the payment", logged: true })
export const XID = text({ format: "an32", meaning: "Paygate's id of this single step", logged: true })
export const RefNr = text({
  format: "ans..30",
  meaning: "reference number, shown to the shopper by Klarna",
  logged: true,
})
export const RefNrOfCapture = inFormat(RefNr, "ns..30", "ans..30")
export const ReqID = text({
  format: "ans..32",
  meaning: "identifies one intent, so that a repeat acts once",
  logged: true,
})
export const InvoiceNr = text({ format: "ans..30", meaning: "Klarna's number of a capture or credit", logged: true })
export const TransactionID = text({ format: "an12", accepts: "ans..36", meaning: "Klarna's order id", logged: true })
export const BillingAgreementID = text({ format: "ans..50", meaning: "Klarna's token of a saved agreement" })
export const Account = text({
  format: "ans..12",
  meaning: "which Klarna account of the merchant is used",
  logged: true,
})
export const MAC = text({ format: "an64", meaning: "HMAC-SHA256 over the identifying fields" })

// Money
export const Amount = integer({
  format: "n..10",
  meaning: "amount in minor units, taxes and discounts included",
  logged: true,
})
export const TaxAmount = integer({ format: "n..10", meaning: "tax within the amount, in minor units", logged: true })
export const Currency = oneOf(CURRENCIES, { format: "a3", meaning: "ISO 4217 currency", logged: true })
export const CurrencyOfCapture = oneOf(CURRENCIES, { format: "a..3", meaning: "ISO 4217 currency", logged: true })
export const AmountAuth = integer({ format: "n..10", meaning: "authorized in minor units", logged: true })
export const AmountCap = integer({ format: "n..10", meaning: "captured in minor units", logged: true })
export const AmountCred = integer({ format: "n..10", meaning: "credited in minor units", logged: true })

// JSON
export const ArticleList = base64Json(articleList, {
  format: "ans..2048",
  meaning: "all lines of the order, Base64 JSON",
})
export const EnhancedData = base64Json(z.record(z.string(), z.unknown()), {
  format: "ans..2048",
  meaning: "further facts for Klarna's risk check, Base64 JSON",
})
export const Layout = base64Json(z.strictObject({ options: z.record(z.string(), z.string()) }), {
  format: "ans..2048",
  meaning: "colours and radius of the widget, Base64 JSON",
})
const hostedPageOptions = z.strictObject({
  logo_url: z.string().optional(),
  page_title: z.string().optional(),
  purchase_type: z.string().optional(),
  /** `HIDE` takes the lines off the page. */
  show_subtotal_detail: z.string().optional(),
})
export const LayoutOfHostedPage = base64Json(z.strictObject({ options: hostedPageOptions }), {
  format: "ans..2048",
  meaning: "logo, title, kind of purchase and hidden lines of the hosted page, Base64 JSON",
})
const shipment = z.strictObject({
  shipping_company: z.string().max(100).optional(),
  shipping_method: z.string().max(100).optional(),
  tracking_number: z.string().max(100).optional(),
  tracking_url: z.string().max(1024).optional(),
  return_shipping_company: z.string().max(100).optional(),
  return_tracking_number: z.string().max(100).optional(),
  return_tracking_url: z.string().max(1024).optional(),
})
export const ShippingData = base64Json(z.strictObject({ shipping_info: z.array(shipment).min(1) }), {
  format: "ans..2048",
  meaning: "carriers and tracking numbers, Base64 JSON",
})

// Addresses
export const bdCountryCode = text({ format: "a2", meaning: "ISO 3166-1 country of the billing address", logged: true })
export const bdFirstName = text({ format: "ans..30", meaning: "first name, billing", freeText: true })
export const bdLastName = text({ format: "ans..30", meaning: "last name, billing", freeText: true })
export const bdEmail = text({ format: "ans..80", meaning: "e-mail address, billing" })
export const bdCompany = text({ format: "ans..200", meaning: "company, billing", freeText: true })
export const bdRegion = text({ format: "ans..40", meaning: "region or state, billing", freeText: true })
export const bdTitle = text({ format: "ans..20", meaning: "title, billing", freeText: true })
export const bdStreet = text({
  format: "a..32",
  accepts: "ans..32",
  meaning: "street and house number, billing",
  freeText: true,
})
export const bdZip = text({ format: "n..5", accepts: "ans..10", meaning: "postal code, billing" })
export const bdCity = text({ format: "a..32", accepts: "ans..32", meaning: "city, billing", freeText: true })
export const bdAddressAddition = text({ format: "ans..60", meaning: "second address line, billing", freeText: true })
export const bdPhone = text({ format: "n..20", meaning: "phone number, billing" })
export const sdCountryCode = text({ format: "a2", meaning: "ISO 3166-1 country of the shipping address", logged: true })
export const sdFirstName = text({ format: "ans..30", meaning: "first name, shipping", freeText: true })
export const sdLastName = text({ format: "ans..30", meaning: "last name, shipping", freeText: true })
export const sdEmail = text({ format: "ans..80", meaning: "e-mail address, shipping" })
export const sdCompany = text({ format: "ans..200", meaning: "company, shipping", freeText: true })
export const sdRegion = text({ format: "ans..40", meaning: "region or state, shipping", freeText: true })
export const sdTitle = text({ format: "ans..20", meaning: "title, shipping", freeText: true })
export const sdStreet = text({
  format: "a..32",
  accepts: "ans..32",
  meaning: "street and house number, shipping",
  freeText: true,
})
export const sdZip = text({ format: "n..5", accepts: "ans..10", meaning: "postal code, shipping" })
export const sdCity = text({ format: "a..32", accepts: "ans..32", meaning: "city, shipping", freeText: true })
export const sdAddressAddition = text({ format: "ans..60", meaning: "second address line, shipping", freeText: true })
/** Spelled with one d in the address change alone. */
export const sdAddressAdition = text({ format: "ans..50", meaning: "second address line, shipping", freeText: true })
export const sdPhone = text({ format: "n..20", meaning: "phone number, shipping" })

// The shopper, for Klarna's risk check
export const DateOfBirth = text({ format: "dttm", meaning: "date of birth, YYYY-MM-DD", shape: /^\d{4}-\d{2}-\d{2}$/ })
export const Gender = oneOf(["female", "male"], { format: "a..15", meaning: "gender" })
export const Title = text({ format: "a..12", accepts: "ans..12", meaning: "form of address", freeText: true })
export const SocialSecurityNumber = text({
  format: "a..5",
  accepts: "n..5",
  meaning: "last four (SE, FI, DK) or five (NO) digits of the social security number",
})
export const PersonID = text({ format: "ans..15", meaning: "national identity number" })
export const LegalForm = oneOf(
  [
    "LIMITED_COMPANY",
    "PUBLIC_LIMITED_COMPANY",
    "ENTREPRENEURIAL_COMPANY",
    "LIMITED_PARTNERSHIP_LIMITED_COMPANY",
    "LIMITED_PARTNERSHIP",
    "GENERAL_PARTNERSHIP",
    "REGISTERED_SOLE_TRADER",
    "SOLE_TRADER",
    "CIVIL_LAW_PARTNERSHIP",
    "PUBLIC_INSTITUTION",
    "OTHER",
  ],
  { format: "ans..50", meaning: "legal form of a company" },
)
export const CompanyID = text({ format: "ans..15", meaning: "company registration number" })
export const CompanyOrPerson = oneOf(["C", "P"], { format: "a2", meaning: "company or person" })
export const VatID = text({ format: "ans..15", meaning: "VAT identification number" })
export const IPAddr = text({ format: "ans..15", accepts: "ans..45", meaning: "the shopper's IP address, v4 or v6" })

// How the call behaves
export const EventToken = <const Token extends "CNO" | "UCA" | "UMR" | "UEO" | "RCC">(token: Token) =>
  constant(token, { format: "enum", meaning: "which request Paygate makes of Klarna", logged: true })
/** The document's twelve codes; several are countries, not ISO languages (`DK`, `SE`). */
export const LANGUAGES = ["DE", "DK", "FI", "SE", "NO", "NL", "FR", "IT", "EN", "ES", "CA", "PL"] as const
export const Language = oneOf(LANGUAGES, { format: "a2", meaning: "language of the widget or page", logged: true })
export const PAY_TYPES = ["pay_now", "pay_later", "pay_over_time", "direct_debit", "direct_bank_transfer"] as const
const payTypeList = new RegExp(`^(${PAY_TYPES.join("|")})(,(${PAY_TYPES.join("|")}))*$`)
export const PayType = text({
  format: "as..32",
  meaning: "Klarna's payment methods, comma separated",
  logged: true,
  shape: payTypeList,
})
export const PayTypeOfAnswer = text({
  format: "enum",
  meaning: "the methods whose widgets may be loaded",
  logged: true,
})
export const TokenExt = text({ format: "ans..36", meaning: "Klarna's authorization token, valid for 60 minutes" })
export const RTFInitial = constant("I", { format: "a1", meaning: "I starts a subscription", logged: true })
export const RTFRecurring = constant("R", { format: "a1", meaning: "R charges a subscription", logged: true })
export const RequestReason = constant("SUBSCRIPTION", {
  format: "a..20",
  meaning: "what the agreement is for",
  logged: true,
})
export const Note = text({ format: "ans..50", meaning: "purpose of the agreement", freeText: true })
export const CompleteType = constant("YES", {
  format: "a3",
  meaning: "release the rest with a partial capture",
  logged: true,
})
export const Order = constant("AUTO", {
  format: "ans..6",
  meaning: "create Klarna's order without a further call",
  logged: true,
})
export const Response = constant("encrypt", {
  format: "a7",
  meaning: "encrypt what the browser brings back",
  logged: true,
})
export const URLConfirm = text({ format: "ans..256", meaning: "where Klarna sends the shopper after the order" })
export const URLNotify = text({ format: "ans..256", meaning: "where Paygate reports to, port 443, no query" })
export const URLSuccess = text({ format: "ans..256", meaning: "where the shopper returns to after success" })
export const URLFailure = text({ format: "ans..256", meaning: "where the shopper returns to after failure" })

// Answers
export const Status = text({ format: "a..50", accepts: "as..50", meaning: "outcome in a word", logged: true })
export const Code = text({ format: "n8", accepts: "an8", meaning: "outcome in eight characters", logged: true })
export const Description = text({ format: "ans..1024", meaning: "outcome in prose, never to be judged by" })
export const CodeExt = text({ format: "ans..50", meaning: "Klarna's own code, by agreement", logged: true })
export const ErrorText = text({ format: "ans..1024", meaning: "Klarna's own text, by agreement" })
export const AccessToken = text({ format: "ans..2048", meaning: "client token that starts Klarna's widget" })
export const RedirectURL = text({ format: "ans..256", meaning: "where the shopper passes by after the order" })
export const LastStatus = text({
  format: "ans..50",
  meaning: "last step of the payment; not enough to judge by",
  logged: true,
})
