import type { Context, InferTypeOf } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { changesByFailure, changesBySuccess } from "./accounting"
import type { OperationKind, OperationState } from "./kinds"
import { PaygateOperation } from "./models/paygate-operation"
import { PaygatePayment } from "./models/paygate-payment"

export type PaygatePaymentRecord = Omit<InferTypeOf<typeof PaygatePayment>, "operations">
export type PaygateOperationRecord = Omit<InferTypeOf<typeof PaygateOperation>, "payment"> & { payment_id: string }

/** What is written before a call leaves. */
export interface OperationDraft {
  kind: OperationKind
  reqId?: string
  /** Major units as Medusa gave it, an exact decimal. */
  amount: string
  /** Minor units, as it goes to Paygate. */
  minorAmount: number
  /** Id of Medusa's capture or refund. */
  medusaId?: string | undefined
  /** Masked. */
  request: Record<string, string>
}

/** What is known after a call. */
export interface Settlement {
  state: Exclude<OperationState, "started">
  code?: string | undefined
  message?: string | undefined
  xid?: string | undefined
  invoiceNr?: string | undefined
  durationMs?: number
}

/** What else a call brought about the payment. */
export type PaymentChanges = Partial<
  Pick<
    PaygatePaymentRecord,
    | "state"
    | "pay_id"
    | "klarna_order_id"
    | "redirect_url"
    | "expires_at"
    | "error_code"
    | "authorization_token"
    | "authorization_token_at"
  >
>

/** The payment has an open operation already; nothing was written. */
export class OperationOpenError extends Error {
  constructor(readonly open: PaygateOperationRecord) {
    super(`operation ${open.id} (${open.kind}) of payment ${open.payment_id} is still open`)
    this.name = "OperationOpenError"
  }
}

function bookedBy(
  state: Settlement["state"],
  { kind, minor_amount }: PaygateOperationRecord,
  payment: PaygatePaymentRecord,
): PaymentChanges {
  switch (state) {
    case "succeeded":
      return changesBySuccess(kind, payment, minor_amount)
    case "failed":
      return changesByFailure(kind, payment.state)
    case "unknown":
      return {}
    default:
      return state satisfies never
  }
}

const OPEN_STATES: OperationState[] = ["started", "unknown"]

/**
 * The books: every Paygate payment and every call that changes one. A call is written here before it leaves and
 * settled after it, each in a transaction of its own, so that a process that dies in between leaves a trace.
 */
export class PaygateKlarnaBooks extends MedusaService({ PaygatePayment, PaygateOperation }) {
  async findPaymentBySession(paymentSessionId: string): Promise<PaygatePaymentRecord | undefined> {
    const [payment] = await this.listPaygatePayments({ payment_session_id: paymentSessionId }, { take: 1 })
    return payment
  }

  async findOpenOperation(paymentId: string): Promise<PaygateOperationRecord | undefined> {
    const [operation] = await this.listPaygateOperations({ payment_id: paymentId, state: OPEN_STATES }, { take: 1 })
    return operation
  }

  /** Operations of a kind that are over, oldest first. */
  async listSettledOperations(paymentId: string, kind: OperationKind): Promise<PaygateOperationRecord[]> {
    return this.listPaygateOperations(
      { payment_id: paymentId, kind, state: ["succeeded", "failed"] },
      { order: { created_at: "ASC", id: "ASC" } },
    )
  }

  /** Writes an operation as `started`. Throws {@link OperationOpenError} when the payment has an open one. */
  async begin(paymentId: string, draft: OperationDraft): Promise<PaygateOperationRecord> {
    try {
      return await this.createPaygateOperations({
        payment_id: paymentId,
        kind: draft.kind,
        req_id: draft.reqId ?? null,
        // The column takes any BigNumber input and keeps it exactly; its inferred type knows numbers only.
        amount: draft.amount as unknown as number,
        minor_amount: draft.minorAmount,
        medusa_id: draft.medusaId ?? null,
        request: draft.request,
      })
    } catch (error) {
      const open = await this.findOpenOperation(paymentId)
      throw open ? new OperationOpenError(open) : error
    }
  }

  /**
   * Settles an open operation and books what it did, once: settling it again changes nothing. `unknown` keeps it open.
   */
  @InjectManager()
  async settle(
    operationId: string,
    settlement: Settlement,
    changes: PaymentChanges = {},
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord> {
    return this.settle_(operationId, settlement, changes, context)
  }

  @InjectTransactionManager()
  protected async settle_(
    operationId: string,
    settlement: Settlement,
    changes: PaymentChanges,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord> {
    await context.transactionManager?.execute(
      `select id from paygate_klarna_payment
        where id = (select payment_id from paygate_klarna_operation where id = ?) for update`,
      [operationId],
      "all",
      context.transactionManager.getTransactionContext(),
    )
    const operation = await this.retrievePaygateOperation(operationId, {}, context)
    const payment = await this.retrievePaygatePayment(operation.payment_id, {}, context)
    if (!OPEN_STATES.includes(operation.state)) {
      return payment
    }
    await this.updatePaygateOperations(
      {
        id: operationId,
        state: settlement.state,
        ...(settlement.code === undefined ? {} : { code: settlement.code }),
        ...(settlement.message === undefined ? {} : { message: settlement.message }),
        ...(settlement.xid === undefined ? {} : { xid: settlement.xid }),
        ...(settlement.invoiceNr === undefined ? {} : { invoice_nr: settlement.invoiceNr }),
        ...(settlement.durationMs === undefined ? {} : { duration_ms: settlement.durationMs }),
      },
      context,
    )
    const booked = bookedBy(settlement.state, operation, payment)
    return this.updatePaygatePayments({ id: payment.id, ...booked, ...changes }, context)
  }

  /** Gives a session up that was never placed; one with an order, or with a call under way, stays as it is. */
  async forgetSession(paymentSessionId: string): Promise<void> {
    const payment = await this.findPaymentBySession(paymentSessionId)
    if (!payment || !["opening", "open"].includes(payment.state) || (await this.findOpenOperation(payment.id))) {
      return
    }
    await this.updatePaygatePayments({
      id: payment.id,
      state: "canceled",
      authorization_token: null,
      authorization_token_at: null,
    })
  }

  /** Forgets authorization tokens taken in before `limit`: Klarna no longer accepts them. Answers how many. */
  async forgetTokensFrom(limit: Date): Promise<number> {
    const stale = await this.listPaygatePayments(
      { authorization_token: { $ne: null }, authorization_token_at: { $lt: limit } },
      { select: ["id"], take: 1000 },
    )
    if (stale.length > 0) {
      await this.updatePaygatePayments(
        stale.map(({ id }) => ({ id, authorization_token: null, authorization_token_at: null })),
      )
    }
    return stale.length
  }
}
