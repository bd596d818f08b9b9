import { HttpError } from "../clients/http"
import { inShop } from "../shop/suite"
import { createScene, sumsOf, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const sums = (payId: string) => sumsOf(scene.ledger(payId))
  const codeOf = (request: Promise<unknown>) =>
    request.then(
      () => "done",
      (error: unknown) => (error instanceof HttpError ? error.body["code"] : error),
    )

  it("captures everything when no amount is given", async () => {
    const { orderId, paymentId, payId, total } = await scene.buy()
    await scene.merchant.capture(paymentId)
    expect(sums(payId)).toMatchObject({ captured: Math.round(total * 100), remaining: 0 })
    expect((await scene.merchant.readOrder(orderId)).payment_status).toBe("captured")
  })

  it("captures exactly the parts that Medusa captures, equal ones included", async () => {
    const { paymentId, payId, total } = await scene.buy()
    await scene.merchant.capture(paymentId, 30)
    await scene.merchant.capture(paymentId, 30)
    expect(scene.ledger(payId).captures.map(({ amount }) => amount)).toEqual([3000, 3000])
    const rest = Math.round((total - 60) * 100)
    await scene.merchant.capture(paymentId, rest / 100)
    expect(sums(payId)).toMatchObject({ captured: Math.round(total * 100), remaining: 0 })
  })

  it("refunds exactly the parts that Medusa refunds", async () => {
    const { paymentId, payId, total } = await scene.buy()
    await scene.merchant.capture(paymentId)
    await scene.merchant.refund(paymentId, 10.01)
    await scene.merchant.refund(paymentId, 10.01)
    await scene.merchant.refund(paymentId, Math.round((total - 20.02) * 100) / 100)
    expect(sums(payId)).toMatchObject({ credited: Math.round(total * 100) })
  })

  it("adds fractions of a cent up to the whole", async () => {
    const { paymentId, payId } = await scene.buy()
    for (const amount of [3.333, 3.333, 3.334]) {
      await scene.merchant.capture(paymentId, amount)
    }
    expect(scene.ledger(payId).captures.map(({ amount }) => amount)).toEqual([333, 334, 333])
    expect(sums(payId).captured).toBe(1000)
  })

  it("releases the whole authorization of a cancelled order", async () => {
    const { orderId, payId, total } = await scene.buy()
    expect((await scene.merchant.cancelOrder(orderId)).status).toBe("canceled")
    expect(sums(payId)).toMatchObject({ captured: 0, released: Math.round(total * 100), remaining: 0 })
  })

  it("passes a refusal of Paygate's on with its code, and Medusa keeps no capture", async () => {
    const { paymentId, payId } = await scene.buy()
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined" } })
    expect(await codeOf(scene.merchant.capture(paymentId, 10))).toMatch(/^2[0-9A-Z]{7}$/)
    expect((await scene.merchant.readPayment((await orderOfPayment(paymentId)) ?? "")).captures).toEqual([])
    expect(sums(payId).captured).toBe(0)
    await scene.merchant.capture(paymentId, 10)
    expect(sums(payId).captured).toBe(1000)
  })

  it("sends nothing twice when the answer to a capture is lost and the merchant tries again", async () => {
    const { paymentId, payId } = await scene.buy()
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
    expect(await codeOf(scene.merchant.capture(paymentId, 25))).toBe("outcome_unknown")
    await scene.merchant.capture(paymentId, 25)
    expect(sums(payId).captured).toBe(2500)
  })

  it("captures once when the first attempt never got through", async () => {
    const { paymentId, payId } = await scene.buy()
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_before" } })
    expect(await codeOf(scene.merchant.capture(paymentId, 25))).toBe("outcome_unknown")
    await scene.merchant.capture(paymentId, 25)
    expect(sums(payId).captured).toBe(2500)
  })

  it("keeps two captures at once from exceeding the authorization", async () => {
    const { paymentId, payId, total } = await scene.buy()
    await Promise.allSettled([scene.merchant.capture(paymentId), scene.merchant.capture(paymentId)])
    expect(sums(payId)).toMatchObject({ captured: Math.round(total * 100), remaining: 0 })
  })

  async function orderOfPayment(paymentId: string): Promise<string | undefined> {
    const { orders } = await scene.merchant.http.get<{
      orders: { id: string; payment_collections: { payments: { id: string }[] }[] }[]
    }>("/admin/orders?fields=id,payment_collections.payments.id")
    return orders.find(({ payment_collections }) =>
      payment_collections.some(({ payments }) => payments.some(({ id }) => id === paymentId)),
    )?.id
  }
})
