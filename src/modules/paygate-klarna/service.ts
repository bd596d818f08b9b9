import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { generateEntityId, InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { changesBySuccess, remainingAmount } from "./accounting"
import { execute } from "./execute"
import { OPEN_STATES } from "./operation-books"
import { PrivacyBooks } from "./privacy-books"
import type { PaygateCarryOverRecord, PaygatePaymentRecord } from "./records"

/** How long a check may take before another process may begin it anew. */
const LEASE_MINUTES = 5

/** A payment taken on to be checked. */
export interface CheckClaim {
  id: string
  /** Tells whether anything happened to the payment since. */
  lease: string
}

export interface CheckResult {
  /** `null` when the payment is over. */
  next: Date | null
  divergence?: Record<string, unknown> | undefined
  /** Something is to be tried again; the next check counts how often that was so. */
  isUnfinished?: boolean
  /** Keeps `next` even though the check itself has changed the payment. */
  evenIfDisturbed?: boolean
}

/**
 * The books: every Paygate payment and every call that changes one. A call is written here before it leaves and
 * settled after it, each in a transaction of its own, so that a process that dies in between leaves a trace.
 */
export class PaygateKlarnaBooks extends PrivacyBooks {
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

  async findCarryOver(paymentCollectionId: string): Promise<PaygateCarryOverRecord | undefined> {
    const [carryOver] = await this.listPaygateCarryOvers({ payment_collection_id: paymentCollectionId }, { take: 1 })
    return carryOver
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

  /** Notes that Medusa gave the payment up for a change of its order: what is authorized waits to be carried over. */
  @InjectManager()
  async keep(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      `update paygate_klarna_payment set kept_at = now(), next_check_at = now(), checks = 0, updated_at = now()
        where id = ? and state = 'authorized' returning id`,
      [paymentId],
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
   * Takes a carry-over to a collection on: nobody else does for a time, whatever process asks. Answers nothing when
   * somebody else has it.
   */
  @InjectManager()
  async carryOver(
    paymentId: string,
    { paymentCollectionId, minorAmount }: { paymentCollectionId: string; minorAmount: number },
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateCarryOverRecord | undefined> {
    const [taken] = await execute<{ id: string }>(
      `insert into paygate_klarna_carry_over (id, payment_id, payment_collection_id, minor_amount, raw_minor_amount)
        values (?, ?, ?, ?, ?::jsonb)
        on conflict (payment_collection_id) where deleted_at is null
        do update set minor_amount = excluded.minor_amount, raw_minor_amount = excluded.raw_minor_amount, updated_at = now()
          where paygate_klarna_carry_over.payment_id = excluded.payment_id
            and paygate_klarna_carry_over.updated_at < now() - interval '${LEASE_MINUTES} minutes'
        returning id`,
      [
        generateEntityId(undefined, "pgkco"),
        paymentId,
        paymentCollectionId,
        minorAmount,
        JSON.stringify({ value: String(minorAmount), precision: 20 }),
      ],
      context,
    )
    return taken ? this.retrievePaygateCarryOver(taken.id, {}, context) : undefined
  }

  /** Lets a carry-over that failed be taken on again at once. */
  @InjectManager()
  async giveUpCarryOver(
    { id }: PaygateCarryOverRecord,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute("update paygate_klarna_carry_over set updated_at = 'epoch' where id = ? returning id", [id], context)
  }

  /** Ties a carry-over to Medusa's session, the first that comes; answers whether it is this one. */
  @InjectManager()
  async openCarriedOver(
    { id }: PaygateCarryOverRecord,
    paymentSessionId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<boolean> {
    const opened = await execute(
      `update paygate_klarna_carry_over set payment_session_id = ?, updated_at = now()
        where id = ? and (payment_session_id is null or payment_session_id = ?) returning id`,
      [paymentSessionId, id, paymentSessionId],
      context,
    )
    return opened.length === 1
  }

  /** Gives a carry-over's session up, when Medusa has none of that id any more. */
  @InjectManager()
  async closeCarriedOver(
    { id, payment_session_id }: PaygateCarryOverRecord,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      "update paygate_klarna_carry_over set payment_session_id = null where id = ? and payment_session_id = ? returning id",
      [id, payment_session_id],
      context,
    )
  }

  /** The carry-over is done; a change that came meanwhile stays due. */
  @InjectManager()
  async settleKeep(
    { id, kept_at }: Pick<PaygatePaymentRecord, "id" | "kept_at">,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment set kept_at = null, updated_at = now()
        where id = ? and date_trunc('milliseconds', kept_at) <= ?::timestamptz returning id`,
      [id, kept_at],
      context,
    )
  }

  /**
   * Takes payments on whose check is due, the longest waiting first: no other process takes them for the time of the
   * lease, and one that dies lets them be taken again.
   */
  @InjectManager()
  async claimDueChecks(limit: number, @MedusaContext() context: Context<EntityManager> = {}): Promise<CheckClaim[]> {
    return execute<CheckClaim>(
      `update paygate_klarna_payment set next_check_at = now() + interval '${LEASE_MINUTES} minutes'
        where id in (select id from paygate_klarna_payment where next_check_at <= now() and deleted_at is null
          order by next_check_at limit ? for update skip locked)
        returning id, next_check_at::text as lease`,
      [limit],
      context,
    )
  }

  /** Takes one payment on, due or not. */
  @InjectManager()
  async claimCheck(
    paymentId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<CheckClaim | undefined> {
    const [claim] = await execute<CheckClaim>(
      `update paygate_klarna_payment set next_check_at = now() + interval '${LEASE_MINUTES} minutes'
        where id = ? returning id, next_check_at::text as lease`,
      [paymentId],
      context,
    )
    return claim
  }

  /** Has a payment checked in a minute, however long it has been quiet. */
  @InjectManager()
  async checkSoon(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await this.checkSoon_(paymentId, context)
  }

  /** Ends a check: the next one is at `next`, unless something happened in the meantime that asks for one sooner. */
  @InjectManager()
  async finishCheck(
    { id, lease }: CheckClaim,
    { next, divergence, isUnfinished = false, evenIfDisturbed = false }: CheckResult,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment set checks = checks + 1, divergence = ?::jsonb,
          diverged_at = case when ? then coalesce(diverged_at, now()) end,
          failed_checks = case when ? then failed_checks + 1 else 0 end, updated_at = now(),
          next_check_at = case when ? or next_check_at::text = ? then ?::timestamptz else next_check_at end
        where id = ? returning id`,
      [
        divergence ? JSON.stringify(divergence) : null,
        divergence !== undefined,
        isUnfinished,
        evenIfDisturbed,
        lease,
        next,
        id,
      ],
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
