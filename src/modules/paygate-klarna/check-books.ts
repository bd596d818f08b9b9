import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, MedusaContext } from "@medusajs/framework/utils"
import { CarryOverBooks } from "./carry-over-books"
import { execute } from "./execute"
import { LEASE_MINUTES } from "./lease"

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

/** The part of the books about the checks that compare a payment with Paygate and Medusa. */
export class CheckBooks extends CarryOverBooks {
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
}
