import { orderOf } from "../http/scene"
import { readOrder, type Account } from "./accounts"
import type { Actors, Bought, Purchase } from "./actors"
import { requestEdit } from "./operations/edit"

/** Two requests about the same payment, each to a store process of its own, at the same time. */
export interface Race<Subject extends Purchase = Purchase> {
  name: string
  prepare: (actors: Actors) => Promise<Subject>
  first: (actors: Actors, subject: Subject) => Promise<unknown>
  second: (actors: Actors, subject: Subject) => Promise<unknown>
  /** The order it is about. */
  orderIdOf: (actors: Actors, subject: Subject) => Promise<string>
  /** Whether Klarna's authorization may be over more than what is due. */
  hasSurplus?: boolean
  /** What may have come of it, beside Medusa and Paygate agreeing. */
  expectEnd: (account: Account, subject: Subject, actors: Actors) => Promise<void> | void
}

const minor = (amount: number) => Math.round(amount * 100)
const buy = (actors: Actors) => actors.buy()
const orderIdOf = (_actors: Actors, { orderId }: Bought) => Promise.resolve(orderId)
const capture =
  (amount?: number) =>
  ({ merchant }: Actors, { paymentId }: Bought) =>
    merchant.capture(paymentId, amount)
const refund =
  (amount: number) =>
  ({ merchant }: Actors, { paymentId }: Bought) =>
    merchant.refund(paymentId, amount)
const cancel = ({ merchant }: Actors, { orderId }: Bought) => merchant.cancelOrder(orderId)

async function buyAndCapture(actors: Actors): Promise<Bought> {
  const bought = await actors.buy()
  await actors.merchant.capture(bought.paymentId, 50)
  return bought
}

export const races: Race<Bought>[] = [
  {
    name: "everything is captured through both",
    prepare: buy,
    first: capture(),
    second: capture(),
    orderIdOf,
    expectEnd: ({ captures }, { total }) => expect(captures).toEqual([minor(total)]),
  },
  {
    name: "equal parts are captured through both",
    prepare: buy,
    first: capture(25),
    second: capture(25),
    orderIdOf,
    expectEnd: ({ captures }) => expect([[2500], [2500, 2500]]).toContainEqual(captures),
  },
  {
    name: "different parts are captured through both",
    prepare: buy,
    first: capture(25),
    second: capture(10),
    orderIdOf,
    expectEnd: ({ captures }) => expect([[2500], [1000], [1000, 2500]]).toContainEqual(captures),
  },
  {
    name: "parts are captured through both that are more than everything",
    prepare: buy,
    first: capture(100),
    second: capture(101),
    orderIdOf,
    expectEnd: ({ captures }) => expect([[10000], [10100]]).toContainEqual(captures),
  },
  {
    name: "a part is captured through one, the order is cancelled through the other",
    prepare: buy,
    first: capture(25),
    second: cancel,
    orderIdOf,
    async expectEnd({ remaining }, { orderId }, actors) {
      if ((await readOrder(actors, orderId)).status === "canceled") {
        expect(remaining).toBe(0)
      }
    },
  },
  {
    name: "the order is cancelled through both",
    prepare: buy,
    first: cancel,
    second: cancel,
    orderIdOf,
    expectEnd: (account) => expect(account).toEqual({ captures: [], refunds: [], remaining: 0 }),
  },
  {
    name: "everything captured is refunded through both",
    prepare: buyAndCapture,
    first: refund(50),
    second: refund(50),
    orderIdOf,
    expectEnd: ({ refunds }) => expect(refunds).toEqual([5000]),
  },
  {
    name: "equal parts are refunded through both",
    prepare: buyAndCapture,
    first: refund(12.34),
    second: refund(12.34),
    orderIdOf,
    expectEnd: ({ refunds }) => expect([[1234], [1234, 1234]]).toContainEqual(refunds),
  },
  {
    name: "a part is captured through one, an edit confirmed through the other",
    async prepare(actors) {
      const bought = await actors.buy()
      await requestEdit(actors, bought.orderId)
      return bought
    },
    first: capture(25),
    second: (actors, { orderId }) => actors.admin().post(`/admin/order-edits/${orderId}/confirm`),
    orderIdOf,
    hasSurplus: true,
    expectEnd: ({ captures }) => expect([[], [2500]]).toContainEqual(captures),
  },
]

const sync = ({ admin }: Actors, { paymentId }: Bought) =>
  admin().post(`/admin/paygate-klarna/payments/${paymentId}/sync`)

/** A capture that Paygate has carried out and Medusa knows nothing of. */
async function loseCapture(actors: Actors): Promise<Bought> {
  const bought = await actors.buy()
  const match = { trans_id: bought.sessionId }
  actors.paygate.addScenario({ call: "capture", match, behaviour: { kind: "lose_after" } })
  await expect(actors.merchant.capture(bought.paymentId, 25)).rejects.toMatchObject({
    body: { code: "outcome_unknown" },
  })
  return bought
}

export const syncs: Race<Bought>[] = [
  {
    name: "a lost capture is settled by both",
    prepare: loseCapture,
    first: sync,
    second: sync,
    orderIdOf,
    expectEnd: ({ captures }) => expect(captures).toEqual([2500]),
  },
  {
    name: "a lost capture is settled by one and asked for again through the other",
    prepare: loseCapture,
    first: sync,
    second: capture(25),
    orderIdOf,
    // Asked for again once it is settled, it is another one.
    expectEnd: ({ captures }) => expect([[2500], [2500, 2500]]).toContainEqual(captures),
  },
]

export const completion: Race = {
  name: "the cart is completed through both",
  prepare: async (actors) => actors.pay(await actors.fillCart()),
  first: ({ shopper }, { cartId }) => shopper.complete(cartId),
  second: ({ shopper }, { cartId }) => shopper.complete(cartId),
  orderIdOf: async ({ shopper }, { cartId }) => orderOf(await shopper.complete(cartId)).id,
  expectEnd: ({ remaining }, { total }) => expect(remaining).toBe(minor(total)),
}
