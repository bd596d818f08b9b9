import { SUCCESS_CODE } from "../../paygate"
import type { Answer } from "../answer"
import type { KnownMerchant } from "../merchants"
import { htmlReply, type Reply } from "../reply"
import { resultOfRefusal, sealResult } from "../result"
import type { State } from "../state"
import { faultOfUrl } from "../urls"
import { checkoutPage, errorPage } from "./pages"
import { sendBrowser } from "./send-browser"

interface Request {
  merchant: KnownMerchant
  state: State
  /** As far as they were readable. */
  parameters: Readonly<Record<string, string>>
}

/**
 * What the browser sees of an answer: the page, or on a refusal the shop's URLFailure with the encrypted result; where
 * that address is not readable or none to call, an error page.
 */
export function presentHosted({ values }: Answer, { merchant, state, parameters }: Request): Reply {
  const payment = typeof values["PayID"] === "string" ? state.payments.get(values["PayID"]) : undefined
  if (values.Code === SUCCESS_CODE && payment?.hosted) {
    return htmlReply(checkoutPage(payment, payment.hosted))
  }
  // Before the call is known, names are in lower case.
  const url = parameters["URLFailure"] ?? parameters["urlfailure"]
  return url === undefined || faultOfUrl(url) !== undefined
    ? htmlReply(errorPage(values.Code, values.Description), 400)
    : sendBrowser({ url, fields: sealResult(resultOfRefusal(values), merchant, state.settings) }, state.settings)
}
