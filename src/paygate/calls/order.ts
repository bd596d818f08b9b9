import { defineCall, excludes, optional } from "../call"
import * as p from "../parameters"
import * as f from "./fragments"

/** Creates Klarna's order from the shopper's authorization token (EventToken CNO): the amount is authorized then. */
export const createOrder = defineCall({
  name: "createOrder",
  does: "create Klarna's order (CNO)",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter zum Anlegen einer Bestellung bei Klarna",
    answer: "Rückgabe-Parameter beim Anlegen einer Bestellung bei Klarna",
  },
  request: {
    MerchantID: p.MerchantID,
    PayID: p.PayID,
    TransID: p.TransID,
    RefNr: p.RefNr.optional(),
    Amount: p.Amount,
    TaxAmount: p.TaxAmount,
    Currency: p.Currency,
    TokenExt: p.TokenExt,
    EventToken: p.EventToken("CNO"),
    RTF: p.RTFInitial.optional(),
    RequestReason: p.RequestReason.optional(),
    Note: p.Note.optional(),
    ArticleList: p.ArticleList,
    bdCountryCode: p.bdCountryCode,
    ...optional(f.billingIdentity),
    ...f.billingDetails,
    ...f.shippingAddress,
    MAC: p.MAC,
  },
  answer: {
    ...f.answerFields,
    RefNr: p.RefNrOfCapture,
    TransactionID: p.TransactionID.optional(),
    BillingAgreementID: p.BillingAgreementID.optional(),
    RedirectURL: p.RedirectURL.optional(),
  },
  mac: ["PayID", "TransID", "MerchantID", "Amount", "Currency"],
  conditions: [f.wholeBillingAddress, f.wholeShippingAddress, excludes("RTF", ...Object.keys(f.shippingAddress))],
  succeedsWith: ["OK"],
  changesState: true,
})

/** Charges a saved agreement: an order without the shopper (RTF R). */
export const createRecurringOrder = defineCall({
  name: "createRecurringOrder",
  does: "create a recurring order",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für eine wiederkehrende Bestellung (Abo) mit Klarna Payments",
    answer: "Rückgabe-Parameter für eine wiederkehrende Bestellung (Abo) mit Klarna Payments",
  },
  request: {
    MerchantID: p.MerchantID,
    TransID: p.TransID,
    RefNr: p.RefNr.optional(),
    Amount: p.Amount,
    TaxAmount: p.TaxAmount,
    Currency: p.Currency,
    MAC: p.MAC,
    EventToken: p.EventToken("CNO"),
    BillingAgreementID: p.BillingAgreementID,
    RTF: p.RTFRecurring,
    Account: p.Account,
    ArticleList: p.ArticleList,
  },
  answer: { ...f.answerFields, TransactionID: p.TransactionID.optional() },
  mac: ["TransID", "MerchantID", "Amount", "Currency"],
  succeedsWith: ["OK"],
  changesState: true,
})
