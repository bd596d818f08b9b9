import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { DELIVERY, editOrder, minor, moneyOf, MUG, runJobLater, THREE_MUGS } from "./changing-orders"
import { eventually } from "./eventually"
import { letTimePass, runJob } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy()
  })
  const admin = () => adminPayments(scene.merchant)
  const release = () => admin().act(bought.paymentId, "release")
  const reverses = () => scene.paygate.requests({ call: "reverse" })
  const agreement = (stillDue = 0) => expectBothSidesAgree(suite, scene, bought, { stillDue })

  it("releases everything, and Medusa's amounts stay", async () => {
    const before = await moneyOf(scene.merchant, bought.orderId)
    const { payment, operation } = await release()
    expect(operation).toMatchObject({ kind: "reverse", state: "succeeded", amount: bought.total })
    expect(payment).toMatchObject({ remaining: 0, released: bought.total, allowed: { capture: "canceled" } })
    await runJob(suite)
    expect(await agreement(minor(bought.total))).toMatchObject({ released: minor(bought.total), remaining: 0 })
    expect(await moneyOf(scene.merchant, bought.orderId)).toEqual(before)
  })

  it("releases what a capture has left, and Medusa's amounts stay", async () => {
    await admin().act(bought.paymentId, "captures", { amount: 40 })
    const before = await moneyOf(scene.merchant, bought.orderId)
    const { payment } = await release()
    const rest = minor(bought.total) - 4000
    expect(payment).toMatchObject({ captured: 40, remaining: 0, allowed: { capture: "nothing_left", refund: null } })
    await runJob(suite)
    expect(await agreement(rest)).toMatchObject({ captured: 4000, released: rest })
    expect(await moneyOf(scene.merchant, bought.orderId)).toEqual(before)
  })

  it("has a capture of what is released refused by Medusa's own route, before anything is sent", async () => {
    await admin().act(bought.paymentId, "captures", { amount: 40 })
    await release()
    await expect(scene.merchant.capture(bought.paymentId, 0.01)).rejects.toMatchObject({ status: 400 })
    await expect(scene.merchant.capture(bought.paymentId)).rejects.toMatchObject({ status: 400 })
    expect(scene.paygate.requests({ call: "capture" })).toHaveLength(1)
    await scene.merchant.refund(bought.paymentId, 40)
    expect(await agreement(minor(bought.total) - 4000)).toMatchObject({ captured: 4000, refunded: 4000 })
  })

  it("leaves an order that can be cancelled, and nothing is released twice", async () => {
    await release()
    expect((await scene.merchant.cancelOrder(bought.orderId)).status).toBe("canceled")
    await runJob(suite)
    expect(reverses()).toHaveLength(1)
    expect(await agreement()).toMatchObject({ released: minor(bought.total), payment_status: "canceled" })
  })

  it("ends in Medusa, too, once what was released is not due any more", async () => {
    const order = await scene.buy(THREE_MUGS)
    await admin().act(order.paymentId, "captures", { amount: (2 * MUG + DELIVERY) / 100 })
    await admin().act(order.paymentId, "release")
    await editOrder(scene.merchant, order.orderId, { "MUG-WHITE": 2 })
    await runJobLater(suite)
    await eventually(async () =>
      expect(await moneyOf(scene.merchant, order.orderId)).toMatchObject({ due: 0, open: 0, unpaid: [] }),
    )
  })

  it("leaves the whole of an order that is changed later to be paid anew", async () => {
    const order = await scene.buy(THREE_MUGS)
    await admin().act(order.paymentId, "release")
    await editOrder(scene.merchant, order.orderId, { "MUG-WHITE": 2 })
    await runJobLater(suite)
    const due = 2 * MUG + DELIVERY
    await eventually(async () =>
      expect(await moneyOf(scene.merchant, order.orderId)).toMatchObject({ due, open: 0, unpaid: [due] }),
    )
  })

  it("releases once for a double click", async () => {
    expect(await Promise.all([endOf(release()), endOf(release())])).toEqual(["done", "done"])
    expect(reverses()).toHaveLength(1)
    expect(await endOf(release())).toBe("400 nothing_left")
  })

  it("releases once when the answer is lost and the merchant asks again", async () => {
    scene.paygate.addScenario({ call: "reverse", behaviour: { kind: "lose_after" } })
    expect(await endOf(release())).toBe("400 outcome_unknown")
    expect((await release()).operation).toMatchObject({ kind: "reverse", state: "succeeded" })
    expect(await agreement(minor(bought.total))).toMatchObject({ released: minor(bought.total) })
  })

  it("passes Paygate's refusal on with its code, and owes the release", async () => {
    scene.paygate.addScenario({ call: "reverse", behaviour: { kind: "declined" } })
    expect((await refusalOf(release())).code).toMatch(/^2[0-9A-Z]{7}$/)
    expect((await admin().read(bought.paymentId)).payment.release_due_at).not.toBeNull()
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    await eventually(async () =>
      expect(await agreement(minor(bought.total))).toMatchObject({ released: minor(bought.total) }),
    )
  })

  it("has nothing to release when all is captured", async () => {
    await admin().act(bought.paymentId, "captures")
    expect(await endOf(release())).toBe("400 nothing_left")
    expect(reverses()).toEqual([])
  })

  it("refuses what Klarna has not decided yet", async () => {
    scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "pending" } })
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    await scene.shopper.complete(cart.id)
    const { payment } = await admin().read(session.id)
    expect(payment.allowed).toMatchObject({ capture: "pending", release: "pending", sync: null })
    expect(await endOf(admin().act(session.id, "captures"))).toBe("400 payment_not_authorized")
    expect(await endOf(admin().act(session.id, "release"))).toBe("400 payment_not_authorized")
  })
})
