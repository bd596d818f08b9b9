import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { allowsStep, changesByFailure, changesBySuccess, haveSameSums } from "./accounting"
import { OperationOpenError, PaymentClosedError, SumsMovedError } from "./errors"
import { execute } from "./execute"
import { withoutForgotten } from "./forgotten"
import type { OperationKind, OperationState } from "./kinds"
import { PaygateCarryOver } from "./models/paygate-carry-over"
import { PaygateNotification } from "./models/paygate-notification"
import { PaygateOperation } from "./models/paygate-operation"
import { PaygatePayment } from "./models/paygate-payment"
import type {
  OperationDraft,
  PaygateOperationRecord,
  PaygatePaymentRecord,
  PaymentChanges,
  Settlement,
} from "./records"

/** A check that has announced a recording and not finished it by then has died. */
export const ADOPTION_MINUTES = 2

/**
 * For as long may Paygate be at work on a call after it was sent; none of its pages works for longer, since its `.aspx`
 * scripts end after 110 seconds unless told otherwise.
 */
export const PROCESSING_MINUTES = 2

function bookedBy(
  state: Settlement["state"],
  { kind, minor_amount, completes }: PaygateOperationRecord,
  payment: PaygatePaymentRecord,
): PaymentChanges {
  switch (state) {
    case "succeeded":
      return changesBySuccess({ kind, minorAmount: minor_amount, completes }, payment)
    case "failed":
      return changesByFailure(kind, payment.state)
    case "unknown":
      return {}
    default:
      return state satisfies never
  }
}

function isUntold({ kind }: PaygateOperationRecord, { state, isFoundOut }: Settlement): boolean {
  return isFoundOut === true && state === "succeeded" && (kind === "capture" || kind === "credit")
}

/** An operation as it is first written. */
export function rowOf(paymentId: string, draft: OperationDraft) {
  return {
    payment_id: paymentId,
    kind: draft.kind,
    req_id: draft.reqId ?? null,
    // The column takes any BigNumber input and keeps it exactly; its inferred type knows numbers only.
    amount: draft.amount as unknown as number,
    minor_amount: draft.minorAmount,
    medusa_id: draft.medusaId ?? null,
    completes: draft.completes ?? false,
    items: (draft.items ?? null) as unknown as Record<string, unknown> | null,
    note: draft.note ?? null,
    created_by: draft.createdBy ?? null,
    request_fingerprint: draft.requestFingerprint ?? null,
    fulfillment_id: draft.fulfillmentId ?? null,
    request: draft.request,
  }
}

export const OPEN_STATES: OperationState[] = ["started", "unknown"]

/** The part of the books about the calls that change a payment: begun before they leave, settled after. */
export class OperationBooks extends MedusaService({
  PaygatePayment,
  PaygateOperation,
  PaygateCarryOver,
  PaygateNotification,
}) {
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
   * process has succeeded under the same ReqID, or for the same fulfillment, since this one looked: Paygate would only
   * repeat that answer, and it would be booked twice. Throws {@link SumsMovedError} when money has moved since its amount
   * was told, and {@link PaymentClosedError} when the payment was given up in the meantime.
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
        $or: [
          { state: OPEN_STATES },
          ...(draft.reqId ? [{ req_id: draft.reqId, state: "succeeded" as const }] : []),
          ...(draft.fulfillmentId ? [{ fulfillment_id: draft.fulfillmentId, state: "succeeded" as const }] : []),
        ],
      },
      { take: 1 },
      context,
    )
    if (inTheWay) {
      throw new OperationOpenError(inTheWay)
    }
    if (draft.toldBy && !haveSameSums(payment, draft.toldBy)) {
      throw new SumsMovedError(payment, draft.kind)
    }
    if (!allowsStep(payment.state, draft.kind)) {
      throw new PaymentClosedError(payment, draft.kind)
    }
    await this.checkSoon_(paymentId, context)
    return this.createPaygateOperations(rowOf(paymentId, draft), context)
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
        ...(isUntold(operation, settlement) ? { untold_at: new Date() } : {}),
      },
      context,
    )
    // An outcome that stays open is asked for at growing intervals.
    if (operation.state !== settlement.state) {
      await this.checkSoon_(payment.id, context)
    }
    // What was sent may be several captures: only the check knows when all are done.
    if (settlement.state === "succeeded" && operation.kind !== "capture") {
      await this.endFailedStep_(payment.id, operation.kind, context)
    }
    const booked = bookedBy(settlement.state, operation, payment)
    return this.updatePaygatePayments({ id: payment.id, ...booked, ...withoutForgotten(changes, payment) }, context)
  }

  /** Has the payment compared with Paygate and Medusa in a minute, however long it has been quiet. */
  @InjectTransactionManager()
  protected async checkSoon_(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      "update paygate_klarna_payment set next_check_at = now() + interval '1 minute', checks = 0 where id = ? returning id",
      [paymentId],
      context,
    )
  }

  /** A step that was refused is done after all, in whatever way. */
  @InjectTransactionManager()
  protected async endFailedStep_(
    paymentId: string,
    kind: OperationKind,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment set failed_steps = nullif(failed_steps - ?::text, '{}'::jsonb)
        where id = ? and failed_steps is not null returning id`,
      [kind, paymentId],
      context,
    )
  }

  /**
   * Ties an operation to another row of Medusa's. Answers whether nobody else has done so since it was read, nor is
   * about to.
   */
  @InjectManager()
  async adopt(
    { id, medusa_id, adopting_at }: Pick<PaygateOperationRecord, "id" | "medusa_id" | "adopting_at">,
    medusaId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<boolean> {
    const adopted = await execute(
      `update paygate_klarna_operation set medusa_id = ?, adopting_at = null, updated_at = now()
        where id = ? and medusa_id is not distinct from ?
          and date_trunc('milliseconds', adopting_at) is not distinct from ?::timestamptz returning id`,
      [medusaId, id, medusa_id, adopting_at],
      context,
    )
    return adopted.length === 1
  }

  /**
   * Announces that an operation is being recorded in Medusa, so that nobody else does so meanwhile. Answers it as it is
   * then, or nothing when somebody was faster.
   */
  @InjectManager()
  async announceAdoption(
    { id, medusa_id }: Pick<PaygateOperationRecord, "id" | "medusa_id">,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateOperationRecord | undefined> {
    const announced = await execute(
      `update paygate_klarna_operation set adopting_at = now(), updated_at = now()
        where id = ? and medusa_id is not distinct from ?
          and (adopting_at is null or adopting_at < now() - interval '${ADOPTION_MINUTES} minutes') returning id`,
      [id, medusa_id],
      context,
    )
    return announced.length === 1 ? this.retrievePaygateOperation(id, {}, context) : undefined
  }

  /**
   * Announces that an open operation is sent again, so that nobody else does so as long as Paygate may be at work on it.
   * Answers whether nobody was faster.
   */
  @InjectManager()
  async announceRepeat(operationId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<boolean> {
    const announced = await execute(
      `update paygate_klarna_operation set repeating_at = now(), updated_at = now()
        where id = ? and state in ('started', 'unknown')
          and (repeating_at is null or repeating_at < now() - interval '${PROCESSING_MINUTES} minutes') returning id`,
      [operationId],
      context,
    )
    return announced.length === 1
  }

  /** Takes the announcement back: Paygate is not at work on the repeat any more. */
  @InjectManager()
  async endRepeat(operationId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      "update paygate_klarna_operation set repeating_at = null, updated_at = now() where id = ? returning id",
      [operationId],
      context,
    )
  }
}
