import type { Context, InferTypeOf } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { allowsStep, changesByFailure, changesBySuccess } from "./accounting"
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

/** Somebody else's operation is in the way: one that is open, or one that has just done the same. Nothing was written. */
export class OperationOpenError extends Error {
  constructor(readonly other: PaygateOperationRecord) {
    super(`operation ${other.id} (${other.kind}, ${other.state}) of payment ${other.payment_id} is in the way`)
    this.name = "OperationOpenError"
  }
}

/** The payment's state no longer lets an operation of this kind begin; nothing was written. */
export class PaymentClosedError extends Error {
  constructor({ id, state }: PaygatePaymentRecord, kind: OperationKind) {
    super(`payment ${id} is ${state}: no ${kind} can begin`)
    this.name = "PaymentClosedError"
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

/** Runs a statement of our own, within the transaction if there is one. */
async function execute<Row>(
  sql: string,
  values: unknown[],
  { transactionManager, manager }: Context<EntityManager>,
): Promise<Row[]> {
  const active = transactionManager ?? manager
  return (await active?.execute<Row[]>(sql, values, "all", transactionManager?.getTransactionContext())) ?? []
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

  /**
   * Writes an operation as `started`. Throws {@link OperationOpenError} when the payment has an open one, or when another
   * process has succeeded under the same ReqID since this one looked: Paygate would only repeat that answer, and it
   * would be booked twice. Throws {@link PaymentClosedError} when the payment was given up in the meantime.
   */
  @InjectManager()
  async begin(
    paymentId: string,
    draft: OperationDraft,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateOperationRecord> {
    return this.begin_(paymentId, draft, context)
  }

  @InjectTransactionManager()
  protected async begin_(
    paymentId: string,
    draft: OperationDraft,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateOperationRecord> {
    const payment = await this.lockPayment_(paymentId, context)
    const [inTheWay] = await this.listPaygateOperations(
      {
        payment_id: paymentId,
        $or: [{ state: OPEN_STATES }, ...(draft.reqId ? [{ req_id: draft.reqId, state: "succeeded" as const }] : [])],
      },
      { take: 1 },
      context,
    )
    if (inTheWay) {
      throw new OperationOpenError(inTheWay)
    }
    if (!allowsStep(payment.state, draft.kind)) {
      throw new PaymentClosedError(payment, draft.kind)
    }
    return this.createPaygateOperations(
      {
        payment_id: paymentId,
        kind: draft.kind,
        req_id: draft.reqId ?? null,
        // The column takes any BigNumber input and keeps it exactly; its inferred type knows numbers only.
        amount: draft.amount as unknown as number,
        minor_amount: draft.minorAmount,
        medusa_id: draft.medusaId ?? null,
        request: draft.request,
      },
      context,
    )
  }

  /**
   * Keeps everybody else away from a payment until the transaction ends, and reads it as it is then: whoever decides by
   * its state or its operations writes before another can decide.
   */
  @InjectTransactionManager()
  protected async lockPayment_(
    paymentId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord> {
    await execute("select id from paygate_klarna_payment where id = ? for update", [paymentId], context)
    return this.retrievePaygatePayment(paymentId, {}, context)
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
    // Read as a bare row: an operation loaded before the lock would be taken for the one after it.
    const [row] = await execute<{ payment_id: string }>(
      "select payment_id from paygate_klarna_operation where id = ?",
      [operationId],
      context,
    )
    const payment = await this.lockPayment_(row?.payment_id ?? "", context)
    const operation = await this.retrievePaygateOperation(operationId, {}, context)
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

  /** Ties an operation to another row of Medusa's. Answers whether nobody else has done so since it was read. */
  @InjectManager()
  async adopt(
    { id, medusa_id }: Pick<PaygateOperationRecord, "id" | "medusa_id">,
    medusaId: string | null,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<boolean> {
    const adopted = await execute(
      `update paygate_klarna_operation set medusa_id = ?, updated_at = now()
        where id = ? and medusa_id is not distinct from ? returning id`,
      [medusaId, id, medusa_id],
      context,
    )
    return adopted.length === 1
  }

  /** Gives a session up that was never placed; one with an order, or with a call under way, stays as it is. */
  @InjectManager()
  async forgetSession(paymentSessionId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    const payment = await this.findPaymentBySession(paymentSessionId)
    if (payment) {
      await this.forgetSession_(payment.id, context)
    }
  }

  @InjectTransactionManager()
  protected async forgetSession_(
    paymentId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    const payment = await this.lockPayment_(paymentId, context)
    const [open] = await this.listPaygateOperations({ payment_id: paymentId, state: OPEN_STATES }, { take: 1 }, context)
    if (open || (payment.state !== "opening" && payment.state !== "open")) {
      return
    }
    await this.updatePaygatePayments(
      { id: paymentId, state: "canceled", authorization_token: null, authorization_token_at: null },
      context,
    )
  }

  /** Forgets authorization tokens taken in before `limit`: Klarna no longer accepts them. Answers how many. */
  @InjectManager()
  async forgetTokensFrom(limit: Date, @MedusaContext() context: Context<EntityManager> = {}): Promise<number> {
    // One statement, so that a token taken in meanwhile stays.
    const forgotten = await execute(
      `update paygate_klarna_payment set authorization_token = null, authorization_token_at = null, updated_at = now()
        where authorization_token is not null and authorization_token_at < ? returning id`,
      [limit],
      context,
    )
    return forgotten.length
  }
}
