import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import { reconcilePayment, type Reconciliation } from "../../reconciliation"

/** Payments of one run unless told: one after the other, so that Paygate is not flooded. */
const LIMIT = 50

export interface ReconcilePaymentInput {
  /** Id in the books. */
  payment_id: string
}

async function check(container: MedusaContainer, { payment_id }: ReconcilePaymentInput): Promise<Reconciliation> {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const claim = await books.claimCheck(payment_id)
  if (!claim) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such Klarna payment", "payment_unknown")
  }
  return reconcilePayment(container, claim)
}

export const reconcilePaymentStep = createStep(
  "reconcile-paygate-klarna-payment",
  async (input: ReconcilePaymentInput, { container }) => new StepResponse(await check(container, input)),
)

/** The same for somebody who waits for it, and is told when Paygate does not say how the payment stands. */
export const syncPaymentStep = createStep(
  "sync-paygate-klarna-payment-step",
  async (input: ReconcilePaymentInput, { container }) => {
    const { unasked } = await check(container, input)
    if (unasked) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, unasked.message, unasked.code)
    }
    return new StepResponse(undefined)
  },
)

export interface ReconcileDuePaymentsInput {
  /** How many payments at most; 50 unless told. */
  limit?: number
}

export const reconcileDuePaymentsStep = createStep(
  "reconcile-due-paygate-klarna-payments",
  async ({ limit = LIMIT }: ReconcileDuePaymentsInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const results: Reconciliation[] = []
    // One is taken on at a time, so that a process that dies holds up one payment only.
    for (let count = 0; count < limit; count += 1) {
      const [claim] = await books.claimDueChecks(1)
      if (!claim) {
        break
      }
      results.push(await reconcilePayment(container, claim))
    }
    return new StepResponse(results)
  },
)

/** A row older than any attempt, and not so old that an earlier run has not seen it. */
const ORPHANS = "c.created_at between now() - interval '2 days' and now() - interval '10 minutes'"

/**
 * Medusa commits its row of a capture or refund before the provider is asked. A process that dies in between leaves a
 * row that nothing else would ever ask about, so its payment is checked.
 */
export const checkOrphanedRowsStep = createStep(
  "check-orphaned-paygate-klarna-rows",
  async (_: void, { container }) => {
    const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    for (const table of ["capture", "refund"]) {
      await database.raw(
        `update paygate_klarna_payment set next_check_at = now() where next_check_at is distinct from now() and id in (
          select coalesce(k.id, o.payment_id) from ${table} c join payment p on p.id = c.payment_id
            left join paygate_klarna_payment k on k.payment_session_id = p.payment_session_id
            left join paygate_klarna_carry_over o on o.payment_session_id = p.payment_session_id
            left join paygate_klarna_operation op on op.medusa_id = c.id
          where p.provider_id like 'pp\\_paygate-klarna\\_%' and c.deleted_at is null and op.id is null and ${ORPHANS})`,
      )
    }
    return new StepResponse(undefined)
  },
)
