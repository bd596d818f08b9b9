import { defineCall, optional } from "../call"
import * as p from "../parameters"
import * as f from "./fragments"

/** What a session needs, in the widget and on the hosted page alike. */
const order = {
  MerchantID: p.MerchantID,
  TransID: p.TransID,
  RefNr: p.RefNr.optional(),
  Amount: p.Amount,
  TaxAmount: p.TaxAmount,
  Currency: p.Currency,
  Language: p.Language,
  MAC: p.MAC,
  IPAddr: p.IPAddr.optional(),
  Account: p.Account,
  ArticleList: p.ArticleList,
  EnhancedData: p.EnhancedData.optional(),
  URLConfirm: p.URLConfirm,
  URLNotify: p.URLNotify.optional(),
  bdCountryCode: p.bdCountryCode,
  ...f.billingDetails,
  ...f.shippingAddress,
  ...f.shopper,
}

/** Opens a Klarna session whose client token starts the widget. Nothing is authorized yet. */
export const createSession = defineCall({
  name: "createSession",
  does: "open a session for Klarna's widget",
  script: "klarnapayments.aspx",
  source: {
    request: "Parameter für Anlegen einer Session mit Klarna Payments",
    answer: "Rückgabe-Parameter für Anlagen einer Session mit Klarna Payments",
  },
  request: { ...order, ...optional(f.billingIdentity), Layout: p.Layout.optional(), PayType: p.PayType },
  answer: { ...f.answerFields, AccessToken: p.AccessToken.optional(), PayType: p.PayTypeOfAnswer.optional() },
  mac: ["TransID", "MerchantID", "Amount", "Currency"],
  conditions: [f.wholeBillingAddress],
  succeedsWith: ["AUTHORIZE_REQUEST"],
  changesState: false,
})

/** Opens Klarna's hosted page in the shopper's browser; the answer comes to URLSuccess, URLFailure and URLNotify. */
export const openHostedPage = defineCall({
  name: "openHostedPage",
  does: "open Klarna's hosted page",
  script: "klarnapaymentshpp.aspx",
  source: {
    request: "Parameter für das Aufrufen der Klarna HPP",
    answer: "Ergebnis-Parameter für URLNotify, URLSuccess und URLFailure",
  },
  request: {
    ...order,
    ...f.billingIdentity,
    Layout: p.LayoutOfHostedPage.optional(),
    Order: p.Order.optional(),
    RTF: p.RTFInitial.optional(),
    URLSuccess: p.URLSuccess,
    URLFailure: p.URLFailure,
    Response: p.Response,
  },
  answer: { ...f.answerFields, MAC: p.MAC, TokenExt: p.TokenExt.optional() },
  mac: ["TransID", "MerchantID", "Amount", "Currency"],
  conditions: [f.wholeShippingAddress],
  succeedsWith: ["OK"],
  changesState: true,
})
