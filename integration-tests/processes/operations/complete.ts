import { orderOf } from "../../http/scene"
import { expectAgreement, minor, readOrder } from "../accounts"
import type { Actors, Purchase } from "../actors"
import { aroundCall, type Operation } from "./operation"

/** The order that the merchant sees for a cart. */
async function findOrder(actors: Actors, { sessionId }: Purchase): Promise<{ id: string } | undefined> {
  const { orders } = await actors.merchant.http.get<{
    orders: { id: string; payment_collections: { payments: { payment_session_id: string }[] }[] }[]
  }>("/admin/orders?limit=500&fields=payment_collections.payments.payment_session_id")
  return orders.find(({ payment_collections }) =>
    payment_collections.some(({ payments }) => payments.some((payment) => payment.payment_session_id === sessionId)),
  )
}

export const complete: Operation<Purchase> = {
  name: "a cart's completion",
  call: "createOrder",
  api: "storefront",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [
    "before orders.createOrders",
    "after orders.createOrders",
    ...aroundCall("create_order"),
    "after payment.create",
    "after payments.authorizePaymentSession",
  ],
  prepare: async (actors) => actors.pay(await actors.fillCart()),
  run: ({ cartId }, ask) => ask.post(`/store/carts/${cartId}/complete`),
  async expectSettled(purchase, actors) {
    const order = await findOrder(actors, purchase)
    if (order) {
      await expectAgreement(actors, order.id, purchase.payId)
    } else {
      expect(actors.paygate.payment(purchase.payId)!.remaining).toBe(0)
    }
  },
  async goOn(purchase, actors) {
    let paid = purchase
    let completion = await actors.shopper.complete(purchase.cartId)
    if (completion.type !== "order") {
      paid = await actors.pay(purchase.cartId)
      completion = await actors.shopper.complete(purchase.cartId)
    }
    const { id } = orderOf(completion)
    if (actors.paygate.payment(paid.payId)?.authorized === 0) {
      // Medusa takes a cart that has its order for completed; the merchant sees that nothing is paid, or that Klarna has
      // not accepted it.
      const { payment_status, payment_collections } = await readOrder(actors, id)
      expect(["not_paid", "awaiting", "canceled"]).toContain(payment_status)
      expect(payment_collections.flatMap(({ payments }) => payments)).toEqual([])
      return
    }
    const { remaining } = await expectAgreement(actors, id, paid.payId)
    expect(remaining).toBe(minor(purchase.total))
    expect(paid === purchase || actors.paygate.payment(purchase.payId)?.remaining === 0).toBe(true)
  },
}
