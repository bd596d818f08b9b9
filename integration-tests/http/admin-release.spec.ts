import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { minor } from "./changing-orders"
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
  const agreement = () => expectBothSidesAgree(suite, scene, bought)

  it("releases everything, and Medusa's payment is cancelled", async () => {
    const { payment, operation } = await release()
    expect(operation).toMatchObject({ kind: "reverse", state: "succeeded", amount: bought.total })
    expect(payment).toMatchObject({ state: "canceled", remaining: 0, released: bought.total })
    expect(await agreement()).toMatchObject({ released: minor(bought.total), remaining: 0 })
    expect((await scene.merchant.readPayment(bought.orderId)).canceled_at).not.toBeNull()
    expect((await scene.merchant.readOrder(bought.orderId)).status).not.toBe("canceled")
  })

  it("releases what a capture has left, and Medusa's payment is closed over what was captured", async () => {
    await admin().act(bought.paymentId, "captures", { amount: 40 })
    await release()
    expect(await agreement()).toMatchObject({ captured: 4000, released: minor(bought.total) - 4000 })
    const { amount, captured_at } = await scene.merchant.readPayment(bought.orderId)
    expect({ amount, isCaptured: captured_at !== null }).toEqual({ amount: 40, isCaptured: true })
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
    expect(await agreement()).toMatchObject({ released: minor(bought.total) })
  })

  it("passes Paygate's refusal on with its code, and owes the release", async () => {
    scene.paygate.addScenario({ call: "reverse", behaviour: { kind: "declined" } })
    expect((await refusalOf(release())).code).toMatch(/^2[0-9A-Z]{7}$/)
    expect((await admin().read(bought.paymentId)).payment.release_due_at).not.toBeNull()
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    await eventually(async () => expect(await agreement()).toMatchObject({ released: minor(bought.total) }))
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
