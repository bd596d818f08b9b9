import { expectAgreement, expectDue, minor } from "../accounts"
import type { Bought } from "../actors"
import { aroundCall, type Operation } from "./operation"

export const refund: Operation<Bought> = {
  name: "a refund",
  call: "credit",
  api: "admin",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [
    ...aroundCall("credit"),
    "after payment.update",
    "before orders.addOrderTransactions",
    "after orders.addOrderTransactions",
  ],
  async prepare(actors) {
    const bought = await actors.buy()
    await actors.merchant.capture(bought.paymentId, 50)
    return bought
  },
  run: ({ paymentId }, ask) => ask.post(`/admin/payments/${paymentId}/refund`, { amount: 12.34 }),
  async expectSettled({ orderId, payId, total }, actors, attempts) {
    const { refunds } = await expectAgreement(actors, orderId, payId)
    expect(attempts === 1 ? [[], [1234]] : [[], [1234], [1234, 1234]]).toContainEqual(refunds)
    await expectDue(actors, orderId, minor(total) - 5000)
  },
  async goOn({ orderId, paymentId, payId }, actors) {
    const { refunds } = await expectAgreement(actors, orderId, payId)
    await actors.merchant.refund(paymentId, 10)
    expect((await expectAgreement(actors, orderId, payId)).refunds).toEqual([1000, ...refunds])
  },
}
