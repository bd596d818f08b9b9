import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, PaymentActions } from "@medusajs/framework/utils"
import {
  createConnection,
  parseProviderOptions,
  PROVIDER_IDENTIFIER,
  type ProviderOptionsInput,
} from "../../connection"
import { authorizePayment } from "./authorize"
import { moveMoney, RECORDS_OPERATION, releaseRest, requirePayment, sessionIdOf, withPayment } from "../../operations"
import { createContext, type ProviderContext } from "./context"
import { isOrderChange } from "./continue-authorization"
import { initiatePayment } from "./initiate"
import { refusal } from "../../refusals"
import { retrievePayment, statusOf } from "./retrieve"
import { requireUnchangedSession } from "./update"

/** The operation of the books that a refund row only records, as a check of this plugin has written it there. */
function recordedOperationOf({ metadata }: { metadata?: Record<string, unknown> | null }): string | undefined {
  const id = metadata?.[RECORDS_OPERATION]
  return typeof id === "string" ? id : undefined
}

/** Klarna through Computop Paygate: translates Medusa's verbs, each into one module of this folder. */
export class PaygateKlarnaProviderService extends AbstractPaymentProvider<ProviderOptionsInput> {
  static override identifier = PROVIDER_IDENTIFIER

  private readonly context: ProviderContext

  /** Throws an `Error` that names every option at fault; called when the store starts. */
  static override validateOptions(options: Record<string, unknown>): void {
    parseProviderOptions(options)
  }

  constructor(container: Record<string, unknown>, options: ProviderOptionsInput) {
    super(container, options)
    this.context = createContext(container, createConnection(parseProviderOptions(options)))
  }

  /** Opens a Klarna session over the cart as the server reads it. */
  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    return initiatePayment(this.context, input)
  }

  /** Paygate cannot change a session: answers when nothing changed, else asks for a new one (`session_outdated`). */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    await requireUnchangedSession(this.context, input)
    return { ...(input.data ? { data: input.data } : {}) }
  }

  /** Creates Klarna's order, once. */
  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return authorizePayment(this.context, input)
  }

  /** Captures exactly what Medusa's capture says; Medusa passes its id only. */
  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const captureId = context?.idempotency_key
    if (!captureId) {
      throw refusal("capture_missing")
    }
    const capture = await this.context.captures.retrieve(captureId)
    const amount = capture.raw_amount ?? capture.amount
    await withPayment(this.context, await requirePayment(this.context, data), (payment) =>
      moveMoney(this.context, payment, "capture", { amount, medusaId: captureId }),
    )
    return { ...(data ? { data } : {}) }
  }

  /** Pays exactly this amount (major units) back. */
  async refundPayment({ data, amount, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const medusaId = context?.idempotency_key
    if (!medusaId) {
      throw refusal("refund_missing")
    }
    const found = await requirePayment(this.context, data)
    const recordsOperation = recordedOperationOf(await this.context.refunds.retrieve(medusaId))
    await withPayment(this.context, found, (payment) =>
      moveMoney(this.context, payment, "credit", { amount, medusaId, recordsOperation }),
    )
    return { ...(data ? { data } : {}) }
  }

  /** Releases exactly what is left of the authorization, or keeps it where only the order changes. */
  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const { books } = this.context
    await withPayment(this.context, await requirePayment(this.context, data), async (payment) =>
      (await isOrderChange(this.context, context?.idempotency_key))
        ? books.keep(payment.id)
        : releaseRest(this.context, payment, { isCanceledInMedusa: true }),
    )
    return { ...(data ? { data } : {}) }
  }

  /** Forgets a session that was never placed. Never throws, since the shopper could not change the cart then. */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const { books, logger } = this.context
    try {
      await books.forgetSession(sessionIdOf(data))
    } catch (error) {
      logger.error(`paygate-klarna: a session could not be forgotten: ${error instanceof Error ? error.name : "error"}`)
    }
    return { ...(data ? { data } : {}) }
  }

  /** What Paygate says about the payment. */
  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const payment = await requirePayment(this.context, data)
    return { data: { ...data, ...(await retrievePayment(this.context, payment)) } }
  }

  /** Asks Paygate how the payment stands. */
  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const payment = await requirePayment(this.context, data)
    return { status: await statusOf(this.context, payment) }
  }

  /**
   * Medusa's own webhook route has nothing to act upon here: what came to it was verified and kept before it was
   * answered, and acted upon after (api/hooks/keep-before-medusa). Medusa's way knows neither refusals nor a restart, and
   * would capture again on a success.
   */
  getWebhookActionAndData(): Promise<WebhookActionResult> {
    return Promise.resolve({ action: PaymentActions.NOT_SUPPORTED })
  }
}
