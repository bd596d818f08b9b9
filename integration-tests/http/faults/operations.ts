import { randomUUID } from "node:crypto"
import type { ScenarioInput } from "../../../src/simulator"
import type { Standing } from "../both-sides"
import { orderOf, type Scene } from "../scene"

/** What the operations are done to, one after the other; what is not there yet comes with an operation. */
export interface Subject {
  cartId: string
  /** Minor units. */
  total: number
  sessionId: string
  payId: string
  orderId: string
  paymentId: string
  /** How the order has to stand. */
  standing: Standing
  /** How often Paygate has to have carried each call out. */
  carriedOut: Partial<Record<CallName, number>>
}

type CallName = NonNullable<ScenarioInput["call"]>

/** What became of the one call that the fault met, and of the operation after it. */
interface Circumstances {
  isCarriedOut: boolean
  isRetried: boolean
}

type Step = (scene: Scene, subject: Subject) => Promise<unknown>

export interface Operation {
  name: string
  /** The call of Paygate's that the fault meets. */
  call: CallName
  prepare?: Step
  /** Asks for it. */
  ask: Step
  /** How that ends when the answer is lost. */
  end: string
  /** Asks for it again, where that is another request. */
  askAgain?: Step
  /** Whether asking again after it was done changes nothing. */
  isIdempotent?: boolean
  /** Whether an inquiry does not show it: then it is settled only once it can no longer be under way. */
  isInvisible?: boolean
  /** Whether it is done in the end; else it has left no trace. */
  isDone: (circumstances: Circumstances) => boolean
  /** How the order stands once it is done. */
  after: (subject: Subject) => Standing
}

const minor = (amount: number) => Math.round(amount * 100)

const untouched = (total: number): Standing => ({
  captured: 0,
  refunded: 0,
  released: 0,
  remaining: total,
  payment_status: "authorized",
})

/** A cart whose amount no other has. Medusa makes a customer for each address, and two at once would meet there. */
export async function fillCart(scene: Scene, number: number): Promise<Subject> {
  const cart = await scene.fillCart({ email: `${randomUUID()}@email.de`, items: { "SHIRT-M": 2 + number } })
  const total = minor(cart.total)
  const nothingYet = { sessionId: "", payId: "", orderId: "", paymentId: "" }
  return { cartId: cart.id, total, ...nothingYet, standing: untouched(total), carriedOut: {} }
}

const openSession: Step = async (scene, subject) => {
  const session = await scene.openSession({ id: subject.cartId })
  Object.assign(subject, { sessionId: session.id, payId: session.data.pay_id })
  await scene.confirm(session)
}

const complete: Step = async (scene, subject) => {
  subject.orderId = orderOf(await scene.shopper.complete(subject.cartId)).id
}

export async function placeOrder(scene: Scene, number: number): Promise<Subject> {
  const subject = await fillCart(scene, number)
  await openSession(scene, subject)
  await complete(scene, subject)
  subject.paymentId = (await scene.merchant.readPayment(subject.orderId)).id
  return subject
}

/** Throws while something is not settled, as one who asks again would see it. */
const sync: Step = async ({ merchant }, { sessionId }) => {
  const path = `/admin/paygate-klarna/payments/${sessionId}/sync`
  const { operations } = await merchant.http.post<{ operations: { state: string }[] }>(path)
  if (operations.some(({ state }) => state === "started" || state === "unknown")) {
    throw new Error("an operation is still open")
  }
}

const openingSession: Operation = {
  name: "opening a session",
  call: "createSession",
  ask: openSession,
  end: "klarna_unavailable",
  isDone: ({ isRetried }) => isRetried,
  after: ({ total }) => untouched(total),
}

const completingCart: Operation = {
  name: "completing a cart",
  call: "createOrder",
  prepare: (scene, subject) => (subject.sessionId ? Promise.resolve() : openSession(scene, subject)),
  ask: complete,
  end: "done",
  isIdempotent: true,
  isDone: ({ isCarriedOut }) => isCarriedOut,
  after: ({ total }) => untouched(total),
}

const isWanted = ({ isCarriedOut, isRetried }: Circumstances) => isCarriedOut || isRetried

const capturingPart: Operation = {
  name: "a partial capture",
  call: "capture",
  ask: ({ merchant }, { paymentId }) => merchant.capture(paymentId, 25),
  end: "outcome_unknown",
  isDone: isWanted,
  after: ({ standing }) => ({
    ...standing,
    captured: standing.captured + 2500,
    remaining: standing.remaining - 2500,
    payment_status: "partially_captured",
  }),
}

const capturingRest: Operation = {
  ...capturingPart,
  name: "a full capture",
  // Medusa takes no amount for all of a payment only.
  ask: ({ merchant }, { paymentId, standing: { captured, remaining } }) =>
    merchant.capture(paymentId, captured === 0 ? undefined : remaining / 100),
  after: ({ standing, total }) => ({ ...standing, captured: total, remaining: 0, payment_status: "captured" }),
}

const refundingPart: Operation = {
  name: "a partial refund",
  call: "credit",
  async prepare({ merchant }, subject) {
    if (subject.standing.captured === 0) {
      await merchant.capture(subject.paymentId)
      subject.standing = capturingRest.after(subject)
    }
  },
  ask: ({ merchant }, { paymentId }) => merchant.refund(paymentId, 12.34),
  end: "outcome_unknown",
  isDone: isWanted,
  after: ({ standing }) => ({ ...standing, refunded: 1234, payment_status: "partially_refunded" }),
}

const editingOrder: Operation = {
  name: "an order edit",
  call: "updateOrder",
  async prepare({ merchant: { http } }, { orderId }) {
    const { order } = await http.get<{ order: { items: { id: string }[] } }>(`/admin/orders/${orderId}?fields=*items`)
    await http.post("/admin/order-edits", { order_id: orderId })
    await http.post(`/admin/order-edits/${orderId}/items/item/${order.items[0]?.id}`, { quantity: 1 })
    await http.post(`/admin/order-edits/${orderId}/request`)
  },
  async ask({ merchant }, subject) {
    await merchant.http.post(`/admin/order-edits/${subject.orderId}/confirm`)
    subject.total = minor((await merchant.readOrder(subject.orderId)).total)
  },
  end: "done",
  askAgain: sync,
  isIdempotent: true,
  isDone: () => true,
  after: ({ total }) => untouched(total),
}

const cancellingOrder: Operation = {
  name: "an order's cancellation",
  call: "reverse",
  // Medusa logs what the provider says to it, and cancels the order all the same.
  ask: ({ merchant }, { orderId }) => merchant.cancelOrder(orderId),
  end: "done",
  askAgain: sync,
  isIdempotent: true,
  isInvisible: true,
  isDone: () => true,
  after: ({ standing }) => ({
    ...standing,
    released: standing.released + standing.remaining,
    remaining: 0,
    payment_status: "canceled",
  }),
}

/** Operations in the order in which a shop meets them, all of them on the same cart or order. */
export interface Story {
  name: string
  begin: (scene: Scene, number: number) => Promise<Subject>
  operations: [Operation, ...Operation[]]
}

export const STORIES: Story[] = [
  { name: "an order is placed", begin: fillCart, operations: [openingSession, completingCart] },
  {
    name: "an order is paid and refunded",
    begin: placeOrder,
    operations: [capturingPart, capturingRest, refundingPart],
  },
  { name: "an order is changed and cancelled", begin: placeOrder, operations: [editingOrder, cancellingOrder] },
]
