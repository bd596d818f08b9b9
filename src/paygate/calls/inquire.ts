import { defineCall } from "../call"
import * as p from "../parameters"
import * as f from "./fragments"

/** `Status` and `Code` are those of the inquiry itself; what happened is in the amounts, never in `LastStatus`. */
const answer = {
  ...f.answerFields,
  LastStatus: p.LastStatus.optional(),
  AmountAuth: p.AmountAuth.optional(),
  AmountCap: p.AmountCap.optional(),
  AmountCred: p.AmountCred.optional(),
  Currency: p.Currency.optional(),
}
const source = { request: "protocol facts, section 5", answer: "protocol facts, section 5" }

/** Asks what Paygate knows of a payment by its PayID. */
export const inquire = defineCall({
  name: "inquire",
  does: "ask for a payment's amounts by PayID",
  script: "inquire.aspx",
  source,
  request: { MerchantID: p.MerchantID, PayID: p.PayID, TransID: p.TransID },
  answer,
  mac: undefined,
  succeedsWith: ["OK"],
  changesState: false,
})

/** Asks by TransID, for a payment whose PayID never arrived. */
export const inquireByTransID = defineCall({
  name: "inquireByTransID",
  does: "ask for a payment's amounts by TransID",
  script: "inquire24.aspx",
  source,
  request: { MerchantID: p.MerchantID, TransID: p.TransID },
  answer,
  mac: undefined,
  succeedsWith: ["OK"],
  changesState: false,
})
