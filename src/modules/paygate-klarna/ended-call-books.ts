import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { generateEntityId, InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { execute } from "./execute"
import { withoutForgotten } from "./forgotten"
import { OperationBooks, rowOf } from "./operation-books"
import { rawAmount } from "./raw-amount"
import type { InquiryDraft, PaymentChanges, UnsentStep } from "./records"

const ZERO = rawAmount(0)

/** The part of the books about calls that are written in one go, since they are over: none of them is ever open. */
export class EndedCallBooks extends OperationBooks {
  /**
   * Writes an inquiry. One that follows another with the same end takes its place: a payment is asked about after every
   * step and daily. Two at once may both stay. The payment itself, and when it is checked next, it does not touch.
   */
  @InjectManager()
  async bookInquiry(
    paymentId: string,
    { state, code, message, xid, askedAt, durationMs, request }: InquiryDraft,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    const end = [state, code]
    const facts = [message ?? null, xid ?? null, durationMs, JSON.stringify(request), askedAt]
    await execute(
      `with newest as (
          select id, kind, state, code from paygate_klarna_operation
            where payment_id = ? and deleted_at is null order by created_at desc, id desc limit 1
        ), replaced as (
          update paygate_klarna_operation
            set message = ?, xid = ?, duration_ms = ?, request = ?::jsonb, created_at = ?, updated_at = now()
            where id = (select id from newest where kind = 'inquire' and state = ? and code = ?) returning id
        )
        insert into paygate_klarna_operation
            (id, payment_id, kind, amount, raw_amount, minor_amount, raw_minor_amount,
              state, code, message, xid, duration_ms, request, created_at)
          select ?, ?, 'inquire', 0, ?::jsonb, 0, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?
            where not exists (select 1 from replaced) returning id`,
      [
        ...[paymentId, ...facts, ...end],
        ...[generateEntityId(undefined, "pgkop"), paymentId, ZERO, ZERO, ...end, ...facts],
      ],
      context,
    )
  }

  /** Whoever asks for it again learns that it is done. Answers whether nobody has yet. */
  @InjectManager()
  async tellOutcome(operationId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<boolean> {
    const told = await execute(
      `update paygate_klarna_operation set untold_at = null, updated_at = now()
        where id = ? and untold_at is not null returning id`,
      [operationId],
      context,
    )
    return told.length === 1
  }

  /** Writes a step that was refused before anything was sent, and what that changes about the payment. */
  @InjectManager()
  async bookUnsentStep(
    paymentId: string,
    step: UnsentStep,
    changes: PaymentChanges = {},
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await this.bookUnsentStep_(paymentId, step, changes, context)
  }

  @InjectTransactionManager()
  protected async bookUnsentStep_(
    paymentId: string,
    { code, message, ...draft }: UnsentStep,
    changes: PaymentChanges,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    const payment = await this.lockPayment_(paymentId, context)
    await this.createPaygateOperations(
      { ...rowOf(paymentId, { ...draft, request: {} }), state: "failed", code, message },
      context,
    )
    await this.updatePaygatePayments({ id: paymentId, ...withoutForgotten(changes, payment) }, context)
  }
}
