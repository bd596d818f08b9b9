import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { createHttpClient } from "../clients/http"
import { authorizeAtKlarna } from "../clients/klarna"
import { createMerchant, type Merchant } from "../clients/merchant"
import { createShopper } from "../clients/shopper"
import type { RunningCommand } from "./command"
import { given } from "./given"
import { pasteExampleConfig, runMedusa, startBuiltStore, startPaygate } from "./medusa-cli"
import { stock, type Stock } from "./stock"

jest.setTimeout(300_000)

const { store } = given()
const backendUrl = store.settings["MEDUSA_BACKEND_URL"] ?? ""
const paygateUrl = store.settings["PAYGATE_BASE_URL"] ?? ""
const admin = { email: "admin@example.com", password: randomBytes(8).toString("hex") }

let running: RunningCommand[] = []

/** As the plugin's README and Medusa's documentation tell a developer, in that order. */
beforeAll(async () => {
  pasteExampleConfig(store)
  await runMedusa(store, ["build"])
  await runMedusa(store, ["user", "--email", admin.email, "--password", admin.password])
  running = await Promise.all([startPaygate(store), startBuiltStore(store)])
})

afterAll(async () => {
  for (const { child } of running.reverse()) {
    if (child.exitCode !== null) continue
    child.kill()
    await once(child, "exit")
  }
})

describe("a fresh store with the example configuration", () => {
  let merchant: Merchant
  let goods: Stock

  it("offers the provider to a region", async () => {
    merchant = await createMerchant(backendUrl, admin)
    goods = await stock(merchant.http)
    const { payment_providers } = await createShopper(backendUrl, goods.publishableKey).http.get(
      `/store/payment-providers?region_id=${goods.regionId}`,
    )
    expect(payment_providers).toEqual([expect.objectContaining({ id: "pp_paygate-klarna_eu" })])
  })

  it("sells with Klarna and captures", async () => {
    const shopper = createShopper(backendUrl, goods.publishableKey)
    const cart = await shopper.createCart({
      regionId: goods.regionId,
      email: "customer@email.de",
      address: {
        first_name: "Mock",
        last_name: "Mock",
        address_1: "Neue Schönhauser Str. 2",
        postal_code: "10178",
        city: "Berlin",
        country_code: "de",
      },
      items: [{ variantId: goods.variantId, quantity: 2 }],
    })
    const session = await shopper.openSession(cart.id, "pp_paygate-klarna_eu")
    await shopper.confirm(session.id, await authorizeAtKlarna(paygateUrl, session.data.client_token))
    const completed = await shopper.complete(cart.id)
    if (completed.type !== "order") throw new Error(`No order: ${completed.error.message}`)

    const { id } = await merchant.readPayment(completed.order.id)
    await merchant.capture(id)
    expect((await merchant.readOrder(completed.order.id)).payment_status).toBe("captured")
    const { payment } = await createHttpClient(paygateUrl).get(`simulator/payments/${session.data.pay_id}`)
    expect(payment).toMatchObject({ state: "captured", authorized: 3998, captured: 3998, remaining: 0 })
  })

  it("serves its dashboard", async () => {
    expect((await fetch(`${backendUrl}/app`)).status).toBe(200)
  })
})
