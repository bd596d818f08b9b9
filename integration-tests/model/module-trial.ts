import { Modules } from "@medusajs/framework/utils"
import {
  createOrderCreditLinesWorkflow,
  createOrUpdateOrderPaymentCollectionWorkflow,
} from "@medusajs/medusa/core-flows"
import { reconcilePaymentWorkflow, settleOrderWorkflow } from "../../src/workflows"
import type { ShopSuite } from "../shop/suite"
import { toMajor } from "./amounts"
import { look, sqlOf, type Sql } from "./look"
import { PaidOrders, QUANTITY } from "./paid-orders"
import type { Trial } from "./trial"

/** Medusa takes an order that is off by no more for settled, and gives no credit for it. */
const CENT = 0.01

/** Lets time pass for what the books have of one payment, and for Medusa's payments of the order. */
export async function age(sql: Sql, { orderId, paymentId }: { orderId: string; paymentId: string }): Promise<void> {
  const earlier = (column: string) => `${column} = ${column} - interval '10 minutes'`
  await sql(
    `update paygate_klarna_operation set ${earlier("created_at")}, ${earlier("adopting_at")}, ${earlier("repeating_at")} where payment_id = ?`,
    [paymentId],
  )
  await sql(
    `update payment set ${earlier("created_at")} where payment_collection_id in
      (select payment_collection_id from order_payment_collection where order_id = ?)`,
    [orderId],
  )
  await sql(`update paygate_klarna_carry_over set ${earlier("updated_at")} where payment_id = ?`, [paymentId])
}

/**
 * Purchases on Medusa's payment module itself, without its routes: what the routes' workflows would write into the order
 * is written here.
 */
export function createModuleTrials(suite: ShopSuite): () => Promise<Trial> {
  const container = suite.getContainer()
  const payments = container.resolve(Modules.PAYMENT)
  const orders = container.resolve(Modules.ORDER)
  const sql = sqlOf(suite)
  const paygate = suite.paygate()
  const paidOrders = new PaidOrders(suite, sql)

  return async () => {
    const { orderId, itemId, transId, payId, paymentId } = await paidOrders.next()
    const trial: Trial = {
      paygate,
      transId,
      quantity: QUANTITY,
      look: () => look(sql, paygate.payment(payId)!, { orderId, transId }),
      async capture(payment, units) {
        const amount = toMajor(units)
        const { captures = [] } = await payments.capturePayment({ payment_id: payment.id, amount })
        const [newest] = [...captures].sort((one, other) => (one.id < other.id ? 1 : -1))
        await orders.addOrderTransactions({
          order_id: orderId,
          amount,
          currency_code: "eur",
          reference: "capture",
          reference_id: newest!.id,
        })
      },
      async refund(payment, units) {
        const amount = toMajor(units)
        const { refunds = [] } = await payments.refundPayment({ payment_id: payment.id, amount })
        const [newest] = [...refunds].sort((one, other) => (one.id < other.id ? 1 : -1))
        await orders.addOrderTransactions({
          order_id: orderId,
          amount: -amount,
          currency_code: "eur",
          reference: "refund",
          reference_id: newest!.id,
        })
        if (amount <= CENT) {
          return
        }
        const credit = { reference: "refund", reference_id: newest!.id, amount }
        await createOrderCreditLinesWorkflow(container).run({ input: { id: orderId, credit_lines: [credit] } })
      },
      async cancel(sight) {
        for (const { id, isCaptured } of sight.payments) {
          await (isCaptured ? undefined : payments.cancelPayment(id))
        }
      },
      async changeQuantity(quantity) {
        trial.quantity = quantity
        const details = { reference_id: itemId, quantity }
        const change = await orders.createOrderChange({
          order_id: orderId,
          change_type: "edit",
          actions: [{ action: "ITEM_UPDATE", order_id: orderId, details } as never],
        })
        await orders.confirmOrderChange(change.id)
        await createOrUpdateOrderPaymentCollectionWorkflow(container).run({ input: { order_id: orderId } })
        await settleOrderWorkflow(container).run({ input: { order_id: orderId } })
      },
      async reconcile() {
        const { result } = await reconcilePaymentWorkflow(container).run({ input: { payment_id: paymentId } })
        return result.is_open || result.has_diverged
      },
      letTimePass: () => age(sql, { orderId, paymentId }),
    }
    return trial
  }
}
