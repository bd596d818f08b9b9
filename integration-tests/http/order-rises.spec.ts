import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { inShop } from "../shop/suite"
import { adminPayments, endOf } from "./admin-payments"
import {
  callsOf,
  capturable,
  editOrder,
  expectAgreement,
  handIn,
  minor,
  moneyOf,
  MUG,
  mugs,
  openSession,
  quiet,
  THREE_MUGS,
} from "./changing-orders"
import { eventually } from "./eventually"
import { printedBy } from "./printed"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
  })
  afterEach(() => quiet(suite, bought.orderId))

  const edit = (quantity: number) => editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": quantity })
  const sums = (payId: string) => sumsOf(scene.ledger(payId))
  const money = () => moneyOf(scene.merchant, bought.orderId)

  /** Waits until the shopper could pay exactly this, and nothing else can be captured than the old authorization. */
  const differenceOf = (unpaid: number[], authorized = mugs(3)) =>
    eventually(async () => {
      const found = await money()
      expect({ unpaid: found.unpaid, open: found.open }).toEqual({ unpaid, open: authorized })
      const waiting = found.collections.filter(({ status }) => status === "not_paid" || status === "awaiting")
      return waiting[0]?.id ?? ""
    })

  it("keeps the authorization, asks for the difference, and says so", async () => {
    const logger = suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER)
    const printed = await printedBy(logger, async () => {
      await edit(4)
      await differenceOf([MUG])
    })
    expect(printed).toMatch(/what the new total has more has to be paid anew/)
    expect(callsOf(scene, bought.payId, "updateOrder")).toEqual([])
    expect(sums(bought.payId)).toMatchObject({ authorized: mugs(3), remaining: mugs(3) })
  })

  it("offers nothing to be sent that Klarna's order could not be raised to", async () => {
    await edit(4)
    await differenceOf([MUG])
    const admin = adminPayments(scene.merchant)
    expect((await admin.read(bought.paymentId)).payment.order_amount).toBeNull()
    expect(await endOf(admin.act(bought.paymentId, "order-lines"))).toBe("400 change_over_authorization")
  })

  it("lets the merchant capture the old authorization, whether or not the difference is paid", async () => {
    const { orderId, payId } = bought
    await edit(4)
    await differenceOf([MUG])
    await scene.merchant.capture((await money()).live[0]!.id)
    await quiet(suite, orderId)
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ captured: mugs(3), due: MUG, unpaid: [MUG] })
    await edit(3)
    await eventually(async () => expect(await money()).toMatchObject({ due: 0, unpaid: [], status: "captured" }))
  })

  it("lets the shopper pay the difference by a session of its own, and both be captured", async () => {
    const { orderId, payId } = bought
    await edit(4)
    const session = await openSession(suite, scene, await differenceOf([MUG]))
    expect(await handIn(scene, session)).toBe("authorized")
    expect(sums(session.data.pay_id)).toMatchObject({ authorized: MUG, remaining: MUG })
    expect(await expectAgreement(scene, orderId, payId, session.data.pay_id)).toMatchObject({
      status: "authorized",
      unpaid: [],
    })
    const { live } = await money()
    const sent = live.map(async ({ id }) => (await adminPayments(scene.merchant).read(id)).payment.order_amount)
    expect((await Promise.all(sent)).map((amount) => minor(amount ?? 0)).sort()).toEqual([MUG, mugs(3)])
    for (const { id } of live) {
      await scene.merchant.capture(id)
    }
    expect(await expectAgreement(scene, orderId, payId, session.data.pay_id)).toMatchObject({
      status: "captured",
      due: 0,
      captured: mugs(4),
    })
  })

  it("tells the shopper when Klarna declines the difference, who may try again", async () => {
    await edit(4)
    const collectionId = await differenceOf([MUG])
    const session = await openSession(suite, scene, collectionId)
    scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "declined" } })
    expect(await handIn(scene, session)).toBe("failed")
    expect(await scene.shopper.readStatus(session.id)).toMatchObject({ order_id: bought.orderId })
    expect(await handIn(scene, await openSession(suite, scene, collectionId))).toBe("authorized")
  })

  it("takes no payment for a difference that has gone in the meantime", async () => {
    await edit(4)
    const session = await openSession(suite, scene, await differenceOf([MUG]))
    await edit(3)
    await differenceOf([])
    expect(await handIn(scene, session)).not.toBe("authorized")
    expect(sums(session.data.pay_id).authorized).toBe(0)
    expect((await scene.shopper.readStatus(session.id)).error?.code).toBe("session_outdated")
  })

  it.each([
    ["before the difference is paid", false],
    ["after it", true],
  ])("shrinks again, %s", async (_when, isPaid) => {
    const { orderId, payId } = bought
    await edit(5)
    const session = await openSession(suite, scene, await differenceOf([2 * MUG]))
    if (isPaid) {
      expect(await handIn(scene, session)).toBe("authorized")
    }
    await edit(4)
    await (isPaid ? eventually(async () => expect((await money()).open).toBe(mugs(4))) : differenceOf([MUG]))
    await edit(2)
    const { id } = await capturable(scene, orderId, mugs(2))
    await scene.merchant.capture(id)
    await eventually(async () =>
      expect(await expectAgreement(scene, orderId, payId, session.data.pay_id)).toMatchObject({
        captured: mugs(2),
        due: 0,
        open: 0,
        status: "captured",
      }),
    )
  })
})
