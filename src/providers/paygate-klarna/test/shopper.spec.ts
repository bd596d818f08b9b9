import { parseProviderOptions, WITHOUT_SOCIAL_SECURITY_NUMBER, type Country } from "../../../connection"
import { validOptions } from "../../../connection/test/valid-options"
import type { CustomerData } from "../session-data"
import { shopperFields } from "../shopper"

const optionsOf = (changes: Record<string, unknown> = {}) => parseProviderOptions(validOptions(changes))

function refusalOf(given: CustomerData | undefined, country: Country, changes: Record<string, unknown> = {}) {
  try {
    shopperFields(given, country, optionsOf(changes))
  } catch (error) {
    return error as Error & { code: string }
  }
  throw new Error("the personal data was accepted")
}

describe("the shopper's personal data", () => {
  it("is sent as given", () => {
    const given = {
      date_of_birth: "1970-10-07",
      gender: "female",
      title: "Dr.",
      social_security_number: "90847",
      person_id: "410321-9202",
      legal_form: "LIMITED_COMPANY",
      company_id: "002031-0132",
      company_or_person: "C",
      vat_id: "DE999999999",
    } as const
    expect(shopperFields(given, "NO", optionsOf())).toEqual({
      DateOfBirth: "1970-10-07",
      Gender: "female",
      Title: "Dr.",
      SocialSecurityNumber: "90847",
      PersonID: "410321-9202",
      LegalForm: "LIMITED_COMPANY",
      CompanyID: "002031-0132",
      CompanyOrPerson: "C",
      VatID: "DE999999999",
    })
  })

  it("is not sent when there is none, or an empty field", () => {
    expect(shopperFields(undefined, "DE", optionsOf())).toEqual({})
    expect(shopperFields({ title: "" }, "DE", optionsOf())).toEqual({})
  })

  it.each(WITHOUT_SOCIAL_SECURITY_NUMBER)("has no social security number in %s", (country) => {
    expect(refusalOf({ social_security_number: "1234" }, country)).toMatchObject({
      code: "social_security_number_not_allowed",
    })
  })

  it("is demanded where the options say so, by the names of all missing fields", () => {
    const changes = { required_customer_data: { DK: ["date_of_birth", "social_security_number"] } }
    const refused = refusalOf({ date_of_birth: "", title: "Frau Zqx" }, "DK", changes)
    expect(refused).toMatchObject({
      code: "customer_data_missing",
      message: expect.stringContaining(": date_of_birth, social_security_number") as string,
    })
    expect(refused.message).not.toContain("Zqx")
  })

  it("is not demanded in other countries", () => {
    const options = optionsOf({ required_customer_data: { DK: ["date_of_birth"] } })
    expect(shopperFields({}, "SE", options)).toEqual({})
  })

  it.each<[keyof CustomerData, string]>([
    ["social_security_number", "123456"],
    ["social_security_number", "12a4"],
    ["person_id", "4103&Amount=1"],
    ["person_id", "x".repeat(16)],
    ["company_id", "\u0000"],
    ["legal_form", "GmbH"],
    ["vat_id", "x".repeat(16)],
    ["title", "x".repeat(13)],
  ])("names %s when it does not fit, and keeps %j to itself", (field, value) => {
    const refused = refusalOf({ [field]: value }, "SE")
    expect(refused.code).toBe("customer_data_invalid")
    expect(refused.message).toBe(`The personal data is not valid: ${field}`)
  })

  it("is a company's or a person's as configured, unless the storefront says so itself", () => {
    const options = optionsOf({ company_or_person: "C" })
    expect(shopperFields({}, "DE", options)).toEqual({ CompanyOrPerson: "C" })
    expect(shopperFields({ company_or_person: "P" }, "DE", options)).toEqual({ CompanyOrPerson: "P" })
  })
})
