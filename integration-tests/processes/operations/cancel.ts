import { accountAtPaygate, expectAgreement, readOrder } from "../accounts"
import type { Bought } from "../actors"
import { until } from "../until"
import { aroundCall, type Operation } from "./operation"

export const cancel: Operation<Bought> = {
  name: "a cancellation",
  call: "reverse",
  api: "admin",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [...aroundCall("reverse"), "after payment.update", "before orders.cancel", "after orders.cancel"],
  prepare: (actors) => actors.buy(),
  run: ({ orderId }, ask) => ask.post(`/admin/orders/${orderId}/cancel`),
  async expectSettled({ orderId, payId, total }, actors) {
    const { remaining } = await expectAgreement(actors, orderId, payId)
    expect([0, Math.round(total * 100)]).toContain(remaining)
  },
  async goOn({ orderId, payId }, actors) {
    if ((await readOrder(actors, orderId)).status !== "canceled") {
      await actors.merchant.cancelOrder(orderId)
    }
    expect(await expectAgreement(actors, orderId, payId)).toEqual({ captures: [], refunds: [], remaining: 0 })
    const released = actors.paygate.requests({ call: "reverse", pay_id: payId })
    expect(released.filter(({ status, repeated }) => status === "OK" && !repeated)).toHaveLength(1)
  },
}

/** What was captured is refunded, and only the rest is released. */
export const cancelCaptured: Operation<Bought> = {
  name: "the cancellation of a partly captured order",
  call: "credit",
  api: "admin",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [
    ...aroundCall("credit"),
    "before orders.addOrderTransactions",
    "after orders.cancel",
    "before books.settle reverse",
  ],
  async prepare(actors) {
    const bought = await actors.buy()
    await actors.merchant.capture(bought.paymentId, 50)
    return bought
  },
  run: ({ orderId }, ask) => ask.post(`/admin/orders/${orderId}/cancel`),
  async expectSettled({ orderId, payId }, actors) {
    const { refunds } = await expectAgreement(actors, orderId, payId)
    expect([[], [5000]]).toContainEqual(refunds)
  },
  async goOn({ orderId, payId }, actors) {
    if ((await readOrder(actors, orderId)).status !== "canceled") {
      await actors.merchant.cancelOrder(orderId)
    }
    await until(() => accountAtPaygate(actors.paygate, payId).remaining === 0, "release")
    const account = await expectAgreement(actors, orderId, payId)
    expect(account).toEqual({ captures: [5000], refunds: [5000], remaining: 0 })
  },
}
