import { allOrNone, optional } from "../call"
import { inFormat } from "../parameter"
import * as p from "../parameters"

/** What every answer has. */
export const answerFields = {
  MID: p.MID,
  PayID: p.PayID,
  XID: p.XID,
  TransID: p.TransID,
  RefNr: p.RefNr.optional(),
  Status: p.Status,
  Description: p.Description,
  Code: p.Code,
  CodeExt: p.CodeExt.optional(),
  ErrorText: p.ErrorText.optional(),
}

/** The billing fields that are mandatory on the hosted page and go together everywhere else. */
export const billingIdentity = {
  bdFirstName: p.bdFirstName,
  bdLastName: p.bdLastName,
  bdEmail: p.bdEmail,
  bdStreet: p.bdStreet,
  bdZip: p.bdZip,
  bdCity: p.bdCity,
}

export const billingDetails = {
  bdCompany: p.bdCompany.optional(),
  bdRegion: p.bdRegion.optional(),
  bdTitle: p.bdTitle.optional(),
  bdAddressAddition: p.bdAddressAddition.optional(),
}

export const shippingAddress = optional({
  sdCountryCode: p.sdCountryCode,
  sdFirstName: p.sdFirstName,
  sdLastName: p.sdLastName,
  sdEmail: p.sdEmail,
  sdCompany: p.sdCompany,
  sdRegion: p.sdRegion,
  sdTitle: p.sdTitle,
  sdStreet: p.sdStreet,
  sdZip: p.sdZip,
  sdCity: p.sdCity,
  sdAddressAddition: p.sdAddressAddition,
})

export const wholeBillingAddress = allOrNone(...Object.keys(billingIdentity))
export const wholeShippingAddress = allOrNone(...Object.keys(billingIdentity).map((name) => name.replace(/^bd/, "sd")))

/** "Personendaten des Kunden": sent when the shopper gave them. */
export const shopper = optional({
  DateOfBirth: p.DateOfBirth,
  Gender: p.Gender,
  Title: p.Title,
  SocialSecurityNumber: p.SocialSecurityNumber,
  PersonID: p.PersonID,
  LegalForm: p.LegalForm,
  CompanyID: p.CompanyID,
  CompanyOrPerson: p.CompanyOrPerson,
  VatID: p.VatID,
})

/** What names the payment in capture, credit and reverse. */
export const paymentStep = {
  MerchantID: p.MerchantID,
  PayID: p.PayID,
  TransID: p.TransID,
  Amount: p.Amount,
  Currency: p.CurrencyOfCapture,
  MAC: p.MAC,
  ReqID: p.ReqID.optional(),
}

/** The address change has formats of its own for these. */
export const changedAddress = optional({
  bdTitle: inFormat(p.bdTitle, "a..12", "ans..12"),
  bdFirstName: p.bdFirstName,
  bdLastName: p.bdLastName,
  bdCompany: inFormat(p.bdCompany, "ans..50"),
  bdStreet: p.bdStreet,
  bdAddressAddition: inFormat(p.bdAddressAddition, "ans..50"),
  bdZip: p.bdZip,
  bdCity: p.bdCity,
  bdRegion: inFormat(p.bdRegion, "a..32", "ans..32"),
  bdCountryCode: p.bdCountryCode,
  bdEmail: p.bdEmail,
  bdPhone: p.bdPhone,
  sdTitle: inFormat(p.sdTitle, "a..12", "ans..12"),
  sdFirstName: p.sdFirstName,
  sdLastName: p.sdLastName,
  sdCompany: inFormat(p.sdCompany, "ans..50"),
  sdStreet: p.sdStreet,
  sdAddressAdition: p.sdAddressAdition,
  sdZip: p.sdZip,
  sdCity: p.sdCity,
  sdRegion: inFormat(p.sdRegion, "a..32", "ans..32"),
  sdCountryCode: p.sdCountryCode,
  sdEmail: p.sdEmail,
  sdPhone: p.sdPhone,
})
