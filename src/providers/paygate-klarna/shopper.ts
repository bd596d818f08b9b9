import { WITHOUT_SOCIAL_SECURITY_NUMBER, type Country, type ProviderOptions } from "../../connection"
import { type CALLS, parameters, type RequestOf } from "../../paygate"
import { refusal } from "../../refusals"
import type { CustomerData } from "./session-data"

type SessionRequest = RequestOf<(typeof CALLS)["createSession"]>

const PARAMETER_OF = {
  date_of_birth: "DateOfBirth",
  gender: "Gender",
  title: "Title",
  social_security_number: "SocialSecurityNumber",
  person_id: "PersonID",
  legal_form: "LegalForm",
  company_id: "CompanyID",
  company_or_person: "CompanyOrPerson",
  vat_id: "VatID",
} as const satisfies Record<keyof CustomerData, keyof SessionRequest>

export type ShopperFields = Pick<SessionRequest, (typeof PARAMETER_OF)[keyof CustomerData]>

/**
 * The shopper's personal data as Paygate's parameters. Sent when given; demanded only where the options say so.
 * Throws refusals that name fields, never values.
 */
export function shopperFields(
  given: CustomerData | undefined,
  country: Country,
  options: Pick<ProviderOptions, "required_customer_data" | "company_or_person">,
): ShopperFields {
  const customer: CustomerData = { ...given }
  if (options.company_or_person && !customer.company_or_person) {
    customer.company_or_person = options.company_or_person
  }
  if (customer.social_security_number && WITHOUT_SOCIAL_SECURITY_NUMBER.includes(country)) {
    throw refusal("social_security_number_not_allowed")
  }
  const missing = (options.required_customer_data[country] ?? []).filter((field) => !customer[field])
  if (missing.length > 0) {
    throw refusal("customer_data_missing", missing.join(", "))
  }
  const fields = Object.entries(customer).filter(([, value]) => value !== undefined && value !== "")
  const wrong = fields.filter(
    ([field, value]) => !parameters[PARAMETER_OF[field as keyof CustomerData]].safeDecode(value as never).success,
  )
  if (wrong.length > 0) {
    throw refusal("customer_data_invalid", wrong.map(([field]) => field).join(", "))
  }
  return Object.fromEntries(fields.map(([field, value]) => [PARAMETER_OF[field as keyof CustomerData], value]))
}
