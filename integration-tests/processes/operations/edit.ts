import { accountAtPaygate, accountInMedusa, expectAgreement, expectDue, minor, readOrder } from "../accounts"
import type { Actors, Bought } from "../actors"
import { until } from "../until"
import { aroundCall, type Operation } from "./operation"

/** Takes one of the two shirts out of the order, up to the confirmation. */
export async function requestEdit({ admin }: Actors, orderId: string): Promise<void> {
  const client = admin()
  const { order } = await client.get<{ order: { items: { id: string; quantity: number }[] } }>(
    `/admin/orders/${orderId}?fields=*items`,
  )
  const shirts = order.items.find(({ quantity }) => quantity === 2)
  await client.post("/admin/order-edits", { order_id: orderId })
  await client.post(`/admin/order-edits/${orderId}/items/item/${shirts?.id}`, { quantity: 1 })
  await client.post(`/admin/order-edits/${orderId}/request`)
}

/** The payment that the order goes on with, once the authorization has been carried over. */
function livePayment(actors: Actors, orderId: string): Promise<{ id: string }> {
  return until(async () => {
    const { payment_collections } = await readOrder(actors, orderId)
    const live = payment_collections.flatMap(({ payments }) => payments).filter(({ canceled_at }) => !canceled_at)
    return live.length === 1 ? live[0] : undefined
  }, "payment to go on with")
}

export const edit: Operation<Bought> = {
  name: "an order edit",
  call: "updateOrder",
  api: "admin",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [
    "before orders.confirmOrderChange",
    "after orders.confirmOrderChange",
    "before provider.cancelPayment",
    "after provider.cancelPayment",
    ...aroundCall("update_order"),
  ],
  async prepare(actors) {
    const bought = await actors.buy()
    await requestEdit(actors, bought.orderId)
    return bought
  },
  run: ({ orderId }, ask) => ask.post(`/admin/order-edits/${orderId}/confirm`),
  async expectSettled({ orderId, payId }, actors) {
    const { remaining } = await expectAgreement(actors, orderId, payId)
    const { total } = await readOrder(actors, orderId)
    expect(remaining).toBeGreaterThanOrEqual(minor(total))
  },
  async goOn({ orderId, payId, total: before }, actors) {
    if ((await readOrder(actors, orderId)).total === before) {
      await actors.admin().post(`/admin/order-edits/${orderId}/confirm`)
    }
    const { total } = await readOrder(actors, orderId)
    expect(total).toBeLessThan(before)
    await actors.merchant.capture((await livePayment(actors, orderId)).id, total)
    const { paygate } = actors
    await until(() => accountAtPaygate(paygate, payId).remaining === 0, "release")
    const { captures } = accountInMedusa(await readOrder(actors, orderId))
    expect(captures).toEqual([minor(total)])
    expect(accountAtPaygate(paygate, payId)).toEqual({ captures, refunds: [], remaining: 0 })
    await expectDue(actors, orderId, 0)
  },
}
