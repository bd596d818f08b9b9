import { expectAgreement } from "../accounts"
import type { Actors, Bought } from "../actors"
import { capture } from "./capture"
import type { Operation } from "./operation"
import { refund } from "./refund"

/** Has a step's answer lost, so that Paygate has carried it out and Medusa has no row of it. */
async function lose(operation: Operation<Bought>, actors: Actors): Promise<Bought> {
  const bought = await operation.prepare(actors)
  const match = { trans_id: bought.sessionId }
  actors.paygate.addScenario({ call: operation.call, match, behaviour: { kind: "lose_after" } })
  await expect(operation.run(bought, actors.admin(), 1)).rejects.toMatchObject({ body: { code: "outcome_unknown" } })
  return bought
}

const settling = {
  api: "admin",
  sessionIdOf: ({ sessionId }: Bought) => sessionId,
  run: ({ paymentId }, ask) => ask.post(`/admin/paygate-klarna/payments/${paymentId}/sync`),
} satisfies Partial<Operation<Bought>>

export const settleCapture: Operation<Bought> = {
  ...settling,
  name: "the settling of a lost capture",
  call: "inquire",
  points: [
    "before books.settle capture",
    "after books.settle capture",
    "after payments.capturePayment",
    "before orders.addOrderTransactions",
    "after orders.addOrderTransactions",
  ],
  prepare: (actors) => lose(capture, actors),
  async expectSettled(bought, actors) {
    await capture.expectSettled(bought, actors, 1)
    expect((await expectAgreement(actors, bought.orderId, bought.payId)).captures).toEqual([2500])
  },
  goOn: capture.goOn,
}

export const settleRefund: Operation<Bought> = {
  ...settling,
  name: "the settling of a lost refund",
  call: "inquire",
  points: [
    "before books.settle credit",
    "after books.settle credit",
    "before provider.refundPayment",
    "after provider.refundPayment",
    "after payments.refundPayment",
    "after orders.addOrderTransactions",
  ],
  prepare: (actors) => lose(refund, actors),
  async expectSettled(bought, actors) {
    await refund.expectSettled(bought, actors, 1)
    expect((await expectAgreement(actors, bought.orderId, bought.payId)).refunds).toEqual([1234])
  },
  goOn: refund.goOn,
}
