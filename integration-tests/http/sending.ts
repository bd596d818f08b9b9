import type { AttentionEntry, AttentionResponse } from "../../src/types/attention"
import type { ShopSuite } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { readOrder } from "./changing-orders"
import { eventually } from "./eventually"
import { letTimePass, runJob } from "./jobs"
import type { Bought, Scene } from "./scene"

/** Two white mugs and a cobalt one. */
export const MUGS = { items: { "MUG-WHITE": 2, "MUG-COBALT": 1 } }

/** A fulfillment, with its items as Medusa's route of shipments wants them. */
interface Packed {
  id: string
  items: { id: string; quantity: number }[]
}

interface OrderWithFulfillments {
  fulfillments: { id: string; created_at: string; items: { line_item_id: string; quantity: number }[] }[]
}

/** What a merchant does who packs and sends, in a shop that captures and tells Klarna by itself. */
export function createSending(suite: ShopSuite, scene: Scene) {
  const { http } = scene.merchant
  const admin = adminPayments(scene.merchant)
  const fulfillments = ({ orderId }: Bought) => `/admin/orders/${orderId}/fulfillments`

  const itemIdOf = async ({ orderId }: Bought, sku: string) =>
    (await readOrder(scene.merchant, orderId)).items.find(({ variant_sku }) => variant_sku === sku)!.id

  /** Packs quantities by SKU. */
  const pack = async (bought: Bought, items: Record<string, number>): Promise<Packed> => {
    const wanted = await Promise.all(
      Object.entries(items).map(async ([sku, quantity]) => ({ id: await itemIdOf(bought, sku), quantity })),
    )
    await http.post(fulfillments(bought), { items: wanted })
    const { order } = await http.get<{ order: OrderWithFulfillments }>(
      `/admin/orders/${bought.orderId}?fields=*fulfillments,*fulfillments.items`,
    )
    const newest = [...order.fulfillments].sort((one, other) => one.created_at.localeCompare(other.created_at)).at(-1)!
    return { id: newest.id, items: newest.items.map(({ line_item_id, quantity }) => ({ id: line_item_id, quantity })) }
  }
  const send = (bought: Bought, { id, items }: Packed, labels: object[] = []) =>
    http.post(`${fulfillments(bought)}/${id}/shipments`, { items, labels })

  return {
    itemIdOf,
    pack,
    send,
    /** Packs and sends; answers the fulfillment's id. */
    ship: async (bought: Bought, items: Record<string, number>, labels: object[] = []) => {
      const packed = await pack(bought, items)
      await send(bought, packed, labels)
      return packed.id
    },
    deliver: (bought: Bought, id: string) => http.post(`${fulfillments(bought)}/${id}/mark-as-delivered`),
    unpack: (bought: Bought, { id }: Packed) => http.post(`${fulfillments(bought)}/${id}/cancel`, {}),
    complete: ({ orderId }: Bought) => http.post(`/admin/orders/${orderId}/complete`, {}),
    /** Every amount that Klarna's order was captured over, in minor units. */
    captured: ({ payId }: Pick<Bought, "payId">) => scene.ledger(payId).captures.map(({ amount }) => amount),
    sent: (call: string) => scene.paygate.requests({ call }),
    /** What the next check does, and all that it is told by. */
    check: async (...bought: Pick<Bought, "sessionId">[]) => {
      await letTimePass(
        suite,
        3,
        bought.map(({ sessionId }) => sessionId),
      )
      await runJob(suite)
    },
    /** What somebody has to look at, by its kind. */
    attention: async (): Promise<AttentionEntry["kind"][]> =>
      (await http.get<AttentionResponse>("/admin/paygate-klarna/attention")).payments.map(({ kind }) => kind),
    /** The calls of a kind, in the order's timeline. */
    timeline: async ({ paymentId }: Bought, kind: string) =>
      (await admin.read(paymentId)).operations.filter((operation) => operation.kind === kind),
    errorOf: async ({ paymentId }: Bought) => (await admin.read(paymentId)).payment.error,
    /** Buys, and waits until Klarna was told the order's number. */
    buy: async (input?: Parameters<Scene["buy"]>[0]) => {
      const bought = await scene.buy(input)
      await eventually(async () => expect((await admin.read(bought.paymentId)).payment.ref_nr).toMatch(/^SHOP-\d+$/))
      return bought
    },
  }
}

export type Sending = ReturnType<typeof createSending>
