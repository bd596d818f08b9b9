import { expectAgreement, expectDue, minor, sum } from "../accounts"
import type { Bought } from "../actors"
import { aroundCall, type Operation } from "./operation"

export const capture: Operation<Bought> = {
  name: "a capture",
  call: "capture",
  api: "admin",
  sessionIdOf: ({ sessionId }) => sessionId,
  points: [
    ...aroundCall("capture"),
    "after payment.update",
    "before orders.addOrderTransactions",
    "after orders.addOrderTransactions",
  ],
  prepare: (actors) => actors.buy(),
  run: ({ paymentId }, ask, attempt) =>
    ask.post(`/admin/payments/${paymentId}/capture`, { amount: attempt === 1 ? 25 : 10 }),
  async expectSettled({ orderId, payId, total }, actors, attempts) {
    const { captures } = await expectAgreement(actors, orderId, payId)
    expect(attempts === 1 ? [[], [2500]] : [[], [2500], [1000], [1000, 2500]]).toContainEqual(captures)
    await expectDue(actors, orderId, minor(total) - sum(captures))
  },
  async goOn({ orderId, paymentId, payId }, actors) {
    const { captures } = await expectAgreement(actors, orderId, payId)
    await actors.merchant.capture(paymentId, 5)
    expect((await expectAgreement(actors, orderId, payId)).captures).toEqual([500, ...captures])
  },
}
