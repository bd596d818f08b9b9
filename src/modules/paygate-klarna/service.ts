import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { changesBySuccess, remainingAmount } from "./accounting"
import { CheckBooks } from "./check-books"
import { execute } from "./execute"
import { OPEN_STATES } from "./operation-books"
import type { PaygatePaymentRecord } from "./records"

/**
 * The books: every Paygate payment and every call that changes one. A call is written here before it leaves and
 * settled after it, each in a transaction of its own, so that a process that dies in between leaves a trace.
 */
export class PaygateKlarnaBooks extends CheckBooks {
  /** The payment a session of Medusa's stands for: its own, or one that was carried over to it. */
  async findPaymentBySession(paymentSessionId: string): Promise<PaygatePaymentRecord | undefined> {
    const [payment] = await this.listPaygatePayments(
      { $or: [{ payment_session_id: paymentSessionId }, { carry_overs: { payment_session_id: paymentSessionId } }] },
      { take: 1 },
    )
    return payment
  }

  /** Every session of Medusa's that a payment has stood for, its own first. */
  async listSessionIds({ id, payment_session_id }: PaygatePaymentRecord): Promise<string[]> {
    const carryOvers = await this.listPaygateCarryOvers({ payment_id: id }, { order: { created_at: "ASC" } })
    return [payment_session_id, ...carryOvers.flatMap((carryOver) => carryOver.payment_session_id ?? [])]
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

  /** Notes that what is left is to be released, before it is tried: a release that fails is owed until it is done. */
  @InjectManager()
  async oweRelease(
    paymentId: string,
    { isCanceledInMedusa }: { isCanceledInMedusa: boolean } = { isCanceledInMedusa: false },
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment set release_due_at = coalesce(release_due_at, now()), kept_at = null,
          cancel_asked_at = case when ? then coalesce(cancel_asked_at, now()) else cancel_asked_at end,
          next_check_at = now() + interval '1 minute', checks = 0, updated_at = now()
        where id = ? and state in ('pending', 'authorized') returning id`,
      [isCanceledInMedusa, paymentId],
      context,
    )
  }

  /** What is left of the authorization has lapsed at Klarna, which leaves as much as if it had been released. */
  @InjectManager()
  async lapse(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await this.lapse_(paymentId, context)
  }

  @InjectTransactionManager()
  protected async lapse_(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    const payment = await this.lockPayment_(paymentId, context)
    if (payment.state === "authorized") {
      const booked = changesBySuccess({ kind: "reverse", minorAmount: remainingAmount(payment) }, payment)
      const expired_at = payment.expired_at ?? new Date()
      await this.updatePaygatePayments({ id: paymentId, ...booked, expired_at, kept_at: null }, context)
    }
  }

  /** Nothing is owed any more. */
  @InjectManager()
  async settleRelease(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      "update paygate_klarna_payment set release_due_at = null, updated_at = now() where id = ? returning id",
      [paymentId],
      context,
    )
  }

  /**
   * Marks authorizations by their last day: those about to lapse before `limit` and not yet warned of, and those that
   * have lapsed with something left. Answers both, each payment once.
   */
  @InjectManager()
  async markExpiries(
    warnBefore: (providerId: string) => Date,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<{ expiring: string[]; expired: string[] }> {
    const left = "state = 'authorized' and authorized_amount > captured_amount + released_amount and deleted_at is null"
    const expired = await execute<{ id: string }>(
      `update paygate_klarna_payment set expired_at = now(), updated_at = now()
        where expired_at is null and expires_at <= now() and ${left} returning id`,
      [],
      context,
    )
    const providers = await execute<{ provider_id: string }>(
      `select distinct provider_id from paygate_klarna_payment where expiry_warned_at is null and expires_at is not null and ${left}`,
      [],
      context,
    )
    const expiring: string[] = []
    for (const { provider_id } of providers) {
      const warned = await execute<{ id: string }>(
        `update paygate_klarna_payment set expiry_warned_at = now(), updated_at = now()
          where expiry_warned_at is null and expired_at is null and expires_at <= ? and provider_id = ? and ${left} returning id`,
        [warnBefore(provider_id), provider_id],
        context,
      )
      expiring.push(...warned.map(({ id }) => id))
    }
    return { expiring, expired: expired.map(({ id }) => id) }
  }
}
