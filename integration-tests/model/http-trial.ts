import { randomUUID } from "node:crypto"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { HttpError } from "../clients/http"
import { editOrder, quiet } from "../http/changing-orders"
import { createScene } from "../http/scene"
import type { ShopSuite } from "../shop/suite"
import { toMajor } from "./amounts"
import { look, sqlOf } from "./look"
import { age } from "./module-trial"
import type { Trial } from "./trial"

/** The article whose quantity changes, and another. */
const CHANGING = "SHIRT-M"
const QUANTITY = 3
const ITEMS = { [CHANGING]: QUANTITY, "BOOK-HARD": 1 }

/** Purchases in the whole store: a shopper's checkout, then the merchant at the admin API. */
export async function createHttpTrials(suite: ShopSuite): Promise<() => Promise<Trial>> {
  const container = suite.getContainer()
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const sql = sqlOf(suite)
  const scene = await createScene(suite)
  const { merchant, paygate } = scene

  return async () => {
    const { orderId, paymentId, payId, sessionId } = await scene.buy({
      items: ITEMS,
      email: `${randomUUID()}@email.de`,
    })
    const { id: booksId } = (await books.findPaymentBySession(sessionId))!
    /** What follows the events of a step belongs to it. */
    const wholly = async (step: Promise<unknown>) => {
      try {
        await step
      } finally {
        await quiet(suite, orderId)
      }
    }
    const trial: Trial = {
      paygate,
      transId: sessionId,
      quantity: QUANTITY,
      look: () => look(sql, scene.ledger(payId), { orderId, transId: sessionId }),
      capture: ({ id }, units) => wholly(merchant.capture(id, toMajor(units))),
      refund: ({ id }, units) => wholly(merchant.refund(id, toMajor(units))),
      cancel: () => wholly(merchant.cancelOrder(orderId)),
      changeQuantity(quantity) {
        trial.quantity = quantity
        return wholly(editOrder(merchant, orderId, { [CHANGING]: quantity }))
      },
      async reconcile() {
        await wholly(merchant.http.post(`/admin/paygate-klarna/payments/${paymentId}/sync`)).catch((error: unknown) => {
          // Paygate did not say how the payment stands; what could be done without that is done.
          if (!(error instanceof HttpError)) throw error
        })
        const { books: seen, order, paygate: ledger } = await trial.look()
        const isOwed = order.isCanceled && ledger.captured > ledger.credited
        return seen.open.length > 0 || seen.isKept || seen.isReleaseDue || seen.hasDiverged || isOwed
      },
      letTimePass: () => age(sql, { orderId, paymentId: booksId }),
    }
    return trial
  }
}
