import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { BrowserForm } from "../../paygate"
import { openContext, visitHostedPage, withPayment } from "../../operations"
import { asRefusal, sessionRefusal } from "../../refusals"

export interface VisitHostedPageInput {
  provider_id: string
  /** From the page's address. */
  token: string
}

export interface HostedPage {
  /** None when the payment is no longer open, or Klarna cannot take the cart as it is now. */
  form: BrowserForm | null
  payment_id: string
  language: string
}

/** Keeps why the page could not be opened, for the storefront. */
async function noteRefusal(books: PaygateKlarnaBooks, { id }: PaygatePaymentRecord, error: unknown): Promise<null> {
  if (!MedusaError.isMedusaError(error) || error.code === undefined) {
    throw error
  }
  if (error.code !== "operation_in_progress") {
    await books.updatePaygatePayments({ id, error_code: error.code })
  }
  return null
}

/** Throws `session_unknown` (404) for a token of nobody's. */
export const visitHostedPageStep = createStep(
  "visit-paygate-klarna-hosted-page",
  async ({ provider_id, token }: VisitHostedPageInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const [payment] = await books.listPaygatePayments({ page_token: token, provider_id }, { take: 1 })
    if (!payment) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such page", "session_unknown")
    }
    const context = openContext(container, provider_id)
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const form = await withPayment(context, payment, async (current) =>
      current.state === "open" ? await visitHostedPage(context, query, current) : null,
    ).catch((error: unknown) => noteRefusal(books, payment, asRefusal(error, sessionRefusal)))
    const page: HostedPage = { form, payment_id: payment.id, language: payment.language }
    return new StepResponse(page)
  },
)
