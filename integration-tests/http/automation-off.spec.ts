import { inShop, withShopOptions } from "../shop/suite"
import { letTimePass, runJob } from "./jobs"
import { createScene } from "./scene"

jest.setTimeout(120_000)
withShopOptions({ order_ref_nr: null, update_addresses: false })

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
})
