import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { capturable, editOrder, expectAgreement, MUG, mugs, quiet, THREE_MUGS } from "./changing-orders"
import { eventually } from "./eventually"
import { letTimePass, runJob } from "./jobs"
import { createScene, sumsOf } from "./scene"

jest.setTimeout(120_000)
withShopOptions({ order_ref_nr: null, update_addresses: false, update_orders: false })

inShop((suite) => {
  it("tells Klarna nothing by itself where the options are off", async () => {
    const scene = await createScene(suite)
    const { orderId, payId, sessionId } = await scene.buy()
    const { ref_nr } = scene.ledger(payId)
    await scene.merchant.http.post(`/admin/orders/${orderId}`, {
      shipping_address: {
        first_name: "Mock",
        last_name: "Mock",
        address_1: "Elsewhere 1",
        postal_code: "10178",
        city: "Berlin",
        country_code: "de",
      },
    })
    await letTimePass(suite, 3, [sessionId])
    await runJob(suite)
    expect(scene.ledger(payId).ref_nr).toBe(ref_nr)
    const calls = scene.paygate.requests().map(({ call }) => call)
    expect(calls.filter((call) => call?.startsWith("update") || call === "capture")).toEqual([])
  })

  it("keeps the authorization of an order that shrinks as it is, and releases what is too much at the end", async () => {
    const scene = await createScene(suite)
    const { orderId, paymentId, payId } = await scene.buy(THREE_MUGS)
    const read = async () => (await adminPayments(scene.merchant).read(paymentId)).payment
    const sums = () => sumsOf(scene.ledger(payId))
    expect((await read()).on_order_change).toBe("kept")
    await editOrder(scene.merchant, orderId, { "MUG-WHITE": 2 })
    const { id } = await capturable(scene, orderId, mugs(2))
    expect(scene.paygate.requests({ call: "updateOrder" })).toEqual([])
    expect(sums()).toMatchObject({ authorized: mugs(3), remaining: mugs(3) })
    expect(await read()).toMatchObject({ failed_steps: [], remaining: mugs(3) / 100 })
    await scene.merchant.capture(id, 5)
    expect((await read()).on_order_change).toBe("captured")
    await scene.merchant.capture(id, mugs(2) / 100 - 5)
    await eventually(() => expect(sums()).toMatchObject({ captured: mugs(2), released: MUG, remaining: 0 }))
    await eventually(async () => expect((await read()).on_order_change).toBeNull())
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] })
    await quiet(suite, orderId)
  })
})
