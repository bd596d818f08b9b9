import { Modules } from "@medusajs/framework/utils"
import { inShop, withShopOptions } from "../shop/suite"
import { DELIVERY, MUG, quiet } from "./changing-orders"
import { eventually } from "./eventually"
import { createScene, type Bought, type Scene } from "./scene"
import { createSending, MUGS, type Sending } from "./sending"

jest.setTimeout(120_000)
withShopOptions({ capture_on: "delivery", order_ref_nr: "SHOP-{display_id}" })

inShop((suite) => {
  let scene: Scene
  let sending: Sending
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    sending = createSending(suite, scene)
    bought = await sending.buy(MUGS)
  })
  const captured = () => sending.captured(bought)

  it("captures what has arrived, once, and not what is on its way", async () => {
    const white = await sending.ship(bought, { "MUG-WHITE": 2 })
    const cobalt = await sending.ship(bought, { "MUG-COBALT": 1 })
    await quiet(suite, bought.orderId)
    await sending.check(bought)
    expect(captured()).toEqual([])
    await sending.deliver(bought, cobalt)
    await eventually(() => expect(captured()).toEqual([MUG + DELIVERY]))
    const bus = suite.getContainer().resolve(Modules.EVENT_BUS)
    await bus.emit([1, 2].map(() => ({ name: "delivery.created", data: { id: cobalt } })))
    await sending.deliver(bought, white)
    await eventually(() => expect(captured()).toEqual([MUG + DELIVERY, 2 * MUG]))
    await quiet(suite, bought.orderId)
    await sending.check(bought)
    expect(captured()).toHaveLength(2)
  })

  it("releases nothing of a completed order while something is on its way", async () => {
    const white = await sending.ship(bought, { "MUG-WHITE": 2 })
    await sending.deliver(bought, await sending.ship(bought, { "MUG-COBALT": 1 }))
    await eventually(() => expect(captured()).toEqual([MUG + DELIVERY]))
    await sending.complete(bought)
    await quiet(suite, bought.orderId)
    await sending.check(bought)
    expect(scene.ledger(bought.payId)).toMatchObject({ released: 0, remaining: 2 * MUG })
    await sending.deliver(bought, white)
    await eventually(() => expect(captured()).toEqual([MUG + DELIVERY, 2 * MUG]))
  })

  it("releases what is left once everything kept has arrived", async () => {
    await sending.deliver(bought, await sending.ship(bought, { "MUG-WHITE": 2 }))
    await eventually(() => expect(captured()).toEqual([2 * MUG + DELIVERY]))
    await sending.complete(bought)
    await eventually(() => expect(scene.ledger(bought.payId)).toMatchObject({ released: MUG, remaining: 0 }))
  })
})
