import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { execute } from "./execute"
import { NotificationBooks } from "./notification-books"
import type { HostedVisit, PaygatePaymentRecord } from "./records"
import { visitsOf } from "./visits"

/** Minutes after which Paygate is asked about a visit that nothing was heard of. */
const FIRST_CHECK_MINUTES = 15

/** What came of a visit, as Paygate reports it. */
export interface VisitResult {
  transId: string
  payId: string
  /** Klarna's authorization token; of no use where Paygate creates the order itself. */
  token: string | null
  code: string
  xid?: string | null
}

/** The part of the books about the hosted page: a shopper may go there several times, and pay more than once. */
export class VisitBooks extends NotificationBooks {
  /** Notes what the hosted page is opened over, and answers the TransID it is opened under. */
  @InjectManager()
  async addVisit(
    paymentId: string,
    visit: Omit<HostedVisit, "trans_id" | "at">,
    transIdOf: (count: number) => string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<string> {
    return this.addVisit_(paymentId, visit, transIdOf, context)
  }

  @InjectTransactionManager()
  protected async addVisit_(
    paymentId: string,
    visit: Omit<HostedVisit, "trans_id" | "at">,
    transIdOf: (count: number) => string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<string> {
    const payment = await this.lockPayment_(paymentId, context)
    const visits = visitsOf(payment)
    const trans_id = transIdOf(visits.length + 1)
    const kept = [...visits, { ...visit, trans_id, at: new Date().toISOString() }]
    await this.updatePaygatePayments({ id: paymentId, visits: kept as unknown as Record<string, unknown> }, context)
    if (visit.is_auto) {
      await execute(
        `update paygate_klarna_payment set next_check_at = now() + interval '${FIRST_CHECK_MINUTES} minutes'
          where id = ? returning id`,
        [paymentId],
        context,
      )
    }
    return trans_id
  }

  /**
   * Takes in what the shopper confirmed on the hosted page. From now on the payment is about that visit: it has a token,
   * or, where Paygate creates the order itself, an order creation whose outcome is still to be asked for. Such an order
   * is never lost: when the payment is about another one by now, it becomes a payment of its own, which nobody has a
   * session for. Answers the payment that is concerned; nothing when there is nothing to take in (any more).
   */
  @InjectManager()
  async takeInVisit(
    paymentId: string,
    result: VisitResult,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord | undefined> {
    return this.takeInVisit_(paymentId, result, context)
  }

  @InjectTransactionManager()
  protected async takeInVisit_(
    paymentId: string,
    result: VisitResult,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord | undefined> {
    const payment = await this.lockPayment_(paymentId, context)
    const visit = visitsOf(payment).find(({ trans_id }) => trans_id === result.transId)
    if (!visit) {
      return undefined
    }
    return visit.is_auto
      ? this.takeInOrder_(payment, visit, result, context)
      : this.takeInToken_(payment, visit, result, context)
  }

  /** Klarna's order is created with this token when the cart is completed. The first of several tokens counts. */
  @InjectTransactionManager()
  protected async takeInToken_(
    payment: PaygatePaymentRecord,
    visit: HostedVisit,
    { payId, token }: VisitResult,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord | undefined> {
    if (!token || payment.state !== "open" || payment.authorization_token !== null) {
      return undefined
    }
    const changes = { authorization_token: token, authorization_token_at: new Date() }
    return this.updatePaygatePayments({ id: payment.id, pay_id: payId, ...factsOf(visit), ...changes }, context)
  }

  @InjectTransactionManager()
  protected async takeInOrder_(
    payment: PaygatePaymentRecord,
    visit: HostedVisit,
    { payId, code, xid }: VisitResult,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygatePaymentRecord | undefined> {
    const [known] = await this.listPaygatePayments({ pay_id: payId, provider_id: payment.provider_id }, {}, context)
    if (known) {
      return undefined
    }
    const isFree = payment.pay_id === null && (payment.state === "open" || payment.state === "canceled")
    const { id } = isFree
      ? payment
      : await this.createPaygatePayments(
          {
            provider_id: payment.provider_id,
            payment_session_id: straySessionIdOf(payment, visit),
            ref_nr: payment.ref_nr,
            flow: payment.flow,
            country_code: payment.country_code,
            language: payment.language,
            visits: [visit] as unknown as Record<string, unknown>,
            ...factsOf(visit),
          },
          context,
        )
    await this.createPaygateOperations(
      {
        payment_id: id,
        kind: "create_order",
        state: "unknown",
        amount: visit.major_amount as unknown as number,
        minor_amount: visit.amount,
        code,
        xid: xid ?? null,
        request: {},
      },
      context,
    )
    await this.checkSoon_(id, context)
    return this.updatePaygatePayments({ id, state: "pending", pay_id: payId, ...factsOf(visit) }, context)
  }
}

/** No session of Medusa's has this id: the first visit has the session's own TransID, which is another payment's. */
function straySessionIdOf({ payment_session_id }: PaygatePaymentRecord, { trans_id }: HostedVisit): string {
  return trans_id === payment_session_id ? `${trans_id}-1` : trans_id
}

/** What a payment is about that was confirmed on a visit. */
function factsOf(visit: HostedVisit) {
  return {
    trans_id: visit.trans_id,
    session_amount: visit.amount,
    session_tax_amount: visit.tax_amount,
    currency_code: visit.currency_code,
    lines_fingerprint: visit.lines_fingerprint,
    addresses_fingerprint: visit.addresses_fingerprint,
    error_code: null,
  }
}
