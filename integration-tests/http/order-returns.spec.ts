import { inShop } from "../shop/suite"
import {
  capturable,
  DELIVERY,
  expectAgreement,
  handIn,
  moneyOf,
  MUG,
  mugs,
  openSession,
  quiet,
  readOrder,
  runJobLater,
  THREE_MUGS,
} from "./changing-orders"
import { eventually } from "./eventually"
import { ADDRESSES, createScene, sumsOf, type Bought, type Scene } from "./scene"

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  let itemId: string
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
    const { items } = await readOrder(scene.merchant, bought.orderId)
    itemId = items[0]?.id ?? ""
  })
  afterEach(() => quiet(suite, bought.orderId))

  const post = <Body>(path: string, body: object = {}) => scene.merchant.http.post<Body>(`/admin/${path}`, body)
  const sums = () => sumsOf(scene.ledger(bought.payId))

  /** Sends all three mugs out. */
  async function ship(): Promise<void> {
    const items = [{ id: itemId, quantity: 3 }]
    const { order } = await post<{ order: { fulfillments: { id: string }[] } }>(
      `orders/${bought.orderId}/fulfillments?fields=*fulfillments`,
      { items },
    )
    await post(`orders/${bought.orderId}/fulfillments/${order.fulfillments[0]?.id}/shipments`, { items })
  }

  /** The shopper announces that mugs come back. Answers the return's id. */
  async function requestReturn(quantity: number): Promise<string> {
    const { return: found } = await post<{ return: { id: string } }>("returns", { order_id: bought.orderId })
    await post(`returns/${found.id}/request-items`, { items: [{ id: itemId, quantity }] })
    await post(`returns/${found.id}/request`)
    return found.id
  }

  /** Mugs have come back. */
  async function receive(returnId: string, quantity: number): Promise<void> {
    await post(`returns/${returnId}/receive`)
    await post(`returns/${returnId}/receive-items`, { items: [{ id: itemId, quantity }] })
    await post(`returns/${returnId}/receive/confirm`)
  }

  describe("a return of goods that were shipped and not captured", () => {
    let returnId: string
    beforeEach(async () => {
      await ship()
      returnId = await requestReturn(1)
    })

    it("keeps the whole authorization until the goods are back", async () => {
      const { id } = await capturable(scene, bought.orderId, mugs(3))
      expect(id).not.toBe(bought.paymentId)
      expect(sums()).toMatchObject({ authorized: mugs(3), released: 0, remaining: mugs(3) })
      await expectAgreement(scene, bought.orderId, bought.payId)
    })

    it("lowers it when they are, and what is left is captured", async () => {
      await capturable(scene, bought.orderId, mugs(3))
      await receive(returnId, 1)
      const { id } = await capturable(scene, bought.orderId, mugs(2))
      expect(sums()).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
      await scene.merchant.capture(id)
      expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ status: "captured", due: 0 })
    })

    it("is refunded when everything was captured in between", async () => {
      const { id } = await capturable(scene, bought.orderId, mugs(3))
      await scene.merchant.capture(id)
      await receive(returnId, 1)
      await scene.merchant.refund(id, MUG / 100)
      expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ refunded: MUG, due: 0 })
    })
  })

  it("carries over for an exchange, whose difference is paid anew until the goods are back", async () => {
    await ship()
    const { exchange } = await post<{ exchange: { id: string; return_id?: string } }>("exchanges", {
      order_id: bought.orderId,
    })
    await post(`exchanges/${exchange.id}/inbound/items`, { items: [{ id: itemId, quantity: 2 }] })
    await post(`exchanges/${exchange.id}/outbound/items`, {
      items: [{ variant_id: suite.shop().variants["MUG-COBALT"], quantity: 1 }],
    })
    await post(`exchanges/${exchange.id}/request`)
    await eventually(async () =>
      expect(await moneyOf(scene.merchant, bought.orderId)).toMatchObject({ open: mugs(3), unpaid: [MUG] }),
    )
    const { returns } = await scene.merchant.http.get<{ returns: { id: string }[] }>(
      `/admin/returns?order_id=${bought.orderId}`,
    )
    await receive(returns[0]?.id ?? "", 2)
    const { id } = await capturable(scene, bought.orderId, mugs(2))
    expect(sums()).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
    await scene.merchant.capture(id)
    expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ status: "captured", due: 0 })
  })

  it("carries over for a claim that replaces what was broken", async () => {
    await ship()
    const { claim } = await post<{ claim: { id: string } }>("claims", { order_id: bought.orderId, type: "replace" })
    await post(`claims/${claim.id}/claim-items`, { items: [{ id: itemId, quantity: 1 }] })
    await post(`claims/${claim.id}/outbound/items`, {
      items: [{ variant_id: suite.shop().variants["MUG-COBALT"], quantity: 1, unit_price: 0 }],
    })
    await post(`claims/${claim.id}/request`)
    const { id } = await capturable(scene, bought.orderId, mugs(3))
    expect(id).not.toBe(bought.paymentId)
    await scene.merchant.capture(id)
    await eventually(() => expect(sums()).toMatchObject({ captured: mugs(3), remaining: 0 }))
    expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ status: "captured", due: 0 })
  })

  it("carries over for a draft order's edit, of which no event tells, when the job runs", async () => {
    const { draft_order } = await post<{ draft_order: { id: string } }>("draft-orders", {
      region_id: suite.shop().regionIds.de,
      email: "customer@email.de",
      billing_address: ADDRESSES.de,
      shipping_address: ADDRESSES.de,
      items: [{ variant_id: suite.shop().variants["MUG-WHITE"], quantity: 3 }],
    })
    const { payment_collection } = await post<{ payment_collection: { id: string } }>("payment-collections", {
      order_id: draft_order.id,
      amount: (3 * MUG) / 100,
    })
    const session = await openSession(suite, scene, payment_collection.id)
    expect(await handIn(scene, session)).toBe("authorized")
    const { items } = await readOrder(scene.merchant, draft_order.id)
    await post(`draft-orders/${draft_order.id}/edit`)
    await post(`draft-orders/${draft_order.id}/edit/items/item/${items[0]?.id}`, { quantity: 2 })
    await post(`draft-orders/${draft_order.id}/edit/request`)
    await post(`draft-orders/${draft_order.id}/edit/confirm`)
    await runJobLater(suite)
    const { id } = await capturable(scene, draft_order.id, 2 * MUG)
    expect(sumsOf(scene.ledger(session.data.pay_id))).toMatchObject({ authorized: 2 * MUG, remaining: 2 * MUG })
    await post(`draft-orders/${draft_order.id}/convert-to-order`)
    await scene.merchant.capture(id)
    expect(await expectAgreement(scene, draft_order.id, session.data.pay_id)).toMatchObject({ status: "captured" })
  })

  it("keeps the delivery of an order whose goods all came back", async () => {
    await ship()
    const returnId = await requestReturn(3)
    await capturable(scene, bought.orderId, mugs(3))
    await receive(returnId, 3)
    await capturable(scene, bought.orderId, DELIVERY)
    await expectAgreement(scene, bought.orderId, bought.payId)
  })
})
