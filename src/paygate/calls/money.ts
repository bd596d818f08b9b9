import { defineCall } from "../call"
import * as p from "../parameters"
import * as f from "./fragments"

const signed = ["PayID", "TransID", "MerchantID", "Amount", "Currency"] as const

/** Captures an amount; a part when it is below what is left of the authorization. */
export const capture = defineCall({
  name: "capture",
  does: "capture an amount",
  script: "capture.aspx",
  source: {
    request: "Parameter für Buchungen bei Klarna Payments",
    answer: "Rückgabe-Parameter für Buchungen bei Klarna Payments",
  },
  request: {
    ...f.paymentStep,
    RefNr: p.RefNrOfCapture.optional(),
    ShippingData: p.ShippingData.optional(),
    ArticleList: p.ArticleList.optional(),
    CompleteType: p.CompleteType.optional(),
  },
  answer: { ...f.answerFields, RefNr: p.RefNrOfCapture.optional(), InvoiceNr: p.InvoiceNr },
  mac: signed,
  succeedsWith: ["OK"],
  changesState: true,
})

/** Pays back an amount, at most what was captured. */
export const credit = defineCall({
  name: "credit",
  does: "pay back an amount",
  script: "credit.aspx",
  source: {
    request: "Parameter für Gutschrift von Zahlungen mit Klarna Payments",
    answer: "Rückgabe-Parameter für Gutschrift von Zahlungen mit Klarna Payments",
  },
  request: { ...f.paymentStep, RefNr: p.RefNrOfCapture.optional(), ArticleList: p.ArticleList.optional() },
  answer: { ...f.answerFields, RefNr: p.RefNrOfCapture.optional(), InvoiceNr: p.InvoiceNr },
  mac: signed,
  succeedsWith: ["OK"],
  changesState: true,
})

/** Releases exactly what is left of the authorization; any other amount is refused. */
export const reverse = defineCall({
  name: "reverse",
  does: "release the rest of the authorization",
  script: "reverse.aspx",
  source: {
    request: "Parameter für Storno von Zahlungen mit Klarna Payments",
    answer: "Rückgabe-Parameter für Storno von Zahlungen mit Klarna Payments",
  },
  request: { ...f.paymentStep, RefNr: p.RefNr.optional() },
  answer: { ...f.answerFields, RefNr: p.RefNrOfCapture.optional() },
  mac: signed,
  succeedsWith: ["OK"],
  changesState: true,
})
