import { defineCall } from "../call"
import * as p from "../parameters"
import * as f from "./fragments"

/** Changes billing or shipping address (UCA), before the first capture only. */
export const updateAddress = defineCall({
  name: "updateAddress",
  does: "change the addresses (UCA)",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für eine Adressänderung bei Klarna Payments",
    answer: "Rückgabe-Parameter für eine Adressänderung bei Klarna Payments",
  },
  request: {
    MerchantID: p.MerchantID,
    PayID: p.PayID,
    EventToken: p.EventToken("UCA"),
    MAC: p.MAC,
    ...f.changedAddress,
  },
  answer: f.answerFields,
  mac: ["PayID", "MerchantID"],
  succeedsWith: ["OK"],
  changesState: true,
})

/** Changes the reference number (UMR), before the first capture only. */
export const updateReference = defineCall({
  name: "updateReference",
  does: "change the reference number (UMR)",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für Änderung der Referenznummer bei Klarna Payments",
    answer: "Rückgabe-Parameter für Änderung der Referenznummer bei Klarna Payments",
  },
  request: {
    MerchantID: p.MerchantID,
    PayID: p.PayID,
    EventToken: p.EventToken("UMR"),
    RefNr: p.RefNr,
    MAC: p.MAC,
  },
  answer: f.answerFields,
  mac: ["PayID", "MerchantID"],
  succeedsWith: ["OK"],
  changesState: true,
})

/** Lowers the amount or replaces the lines (UEO), before the first capture only; the amount never rises. */
export const updateOrder = defineCall({
  name: "updateOrder",
  does: "change amount and lines (UEO)",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für Änderung von Bestellbetrag und Artikelliste bei Klarna Payments",
    answer: "Rückgabe-Parameter für Änderung von Bestellbetrag und Artikelliste bei Klarna Payments",
  },
  request: {
    MerchantID: p.MerchantID,
    PayID: p.PayID,
    TransID: p.TransID,
    RefNr: p.RefNr.optional(),
    Amount: p.Amount,
    Currency: p.Currency,
    MAC: p.MAC,
    EventToken: p.EventToken("UEO"),
    ArticleList: p.ArticleList,
  },
  answer: f.answerFields,
  mac: ["PayID", "TransID", "MerchantID", "Amount", "Currency"],
  succeedsWith: ["OK"],
  changesState: true,
})

/** Sends Klarna's e-mail about a capture once more (RCC), after a capture only. */
export const resendInvoice = defineCall({
  name: "resendInvoice",
  does: "send the invoice e-mail again (RCC)",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für erneutes Versenden einer aktivierten Rechnung bei Klarna Payments",
    answer: "Rückgabe-Parameter für erneutes Versenden einer aktivierten Rechnung bei Klarna Payments",
  },
  request: {
    MerchantID: p.MerchantID,
    PayID: p.PayID,
    MAC: p.MAC,
    EventToken: p.EventToken("RCC"),
    InvoiceNr: p.InvoiceNr,
  },
  answer: f.answerFields,
  mac: ["PayID", "MerchantID"],
  succeedsWith: ["OK"],
  changesState: true,
})
