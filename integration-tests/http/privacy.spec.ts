import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { SIMULATOR_MERCHANT } from "../../src/simulator"
import { forgetLeftoversWorkflow } from "../../src/workflows"
import { inShop } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { eventually } from "./eventually"
import { printedBy } from "./printed"
import { ADDRESSES, createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

/** Values found nowhere else, so that finding one means that it was kept. */
const CUSTOMER = {
  date_of_birth: "1970-10-07",
  gender: "female",
  title: "Frau Zqx",
  social_security_number: "90847",
  person_id: "PID-77315-ZQ",
}

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const logger = () => suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER)
  const database = () => suite.getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)

  const admin = () => adminPayments(scene.merchant)
  const fingerprintsOf = ({ sessionId }: Bought) =>
    database()("paygate_klarna_payment")
      .where({ payment_session_id: sessionId })
      .first("lines_fingerprint", "addresses_fingerprint", "told_address_fingerprint")

  /** Deletes the customer that Medusa has made of a shopper, and waits until the books have forgotten them. */
  async function deleteCustomerOf(bought: Bought): Promise<void> {
    const { http } = scene.merchant
    const { order } = await http.get<{ order: { customer_id: string } }>(
      `/admin/orders/${bought.orderId}?fields=customer_id`,
    )
    await http.delete(`/admin/customers/${order.customer_id}`)
    await eventually(async () => expect(await fingerprintsOf(bought)).toMatchObject({ lines_fingerprint: "" }))
  }

  /** The tables that hold a text anywhere, in whatever column. */
  async function tablesWith(text: string): Promise<string[]> {
    const { rows } = await database().raw<{ rows: { table_name: string }[] }>(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )
    const found: string[] = []
    for (const { table_name } of rows) {
      const row: unknown = await database()
        .from({ t: table_name })
        .whereRaw("t::text like ?", [`%${text}%`])
        .first("*")
      if (row) {
        found.push(table_name)
      }
    }
    return found
  }

  it("sends the shopper's personal data to Klarna and keeps it nowhere", async () => {
    let bought: Bought | undefined
    const log = await printedBy(logger(), async () => {
      bought = await scene.buy({ market: "no" }, { customer: CUSTOMER })
    })
    const { payId, orderId } = bought!
    const answers = [
      await scene.merchant.http.get(
        `/admin/orders/${orderId}?fields=*payment_collections.payment_sessions,*payment_collections.payments`,
      ),
      await scene.merchant.readOrder(orderId),
    ]
    expect(scene.ledger(payId).shopper).toEqual({
      DateOfBirth: "1970-10-07",
      Gender: "female",
      Title: "Frau Zqx",
      SocialSecurityNumber: "90847",
      PersonID: "PID-77315-ZQ",
    })
    for (const value of [CUSTOMER.date_of_birth, CUSTOMER.title, CUSTOMER.social_security_number, CUSTOMER.person_id]) {
      expect(await tablesWith(value)).toEqual([])
      expect(JSON.stringify(answers)).not.toContain(value)
      expect(log).not.toContain(value)
    }
  })

  it("keeps no personal data of a session that could not be opened", async () => {
    scene.paygate.addScenario({ call: "createSession", behaviour: { kind: "declined" } })
    const cart = await scene.fillCart({ market: "no" })
    await expect(scene.openSession(cart, { customer: CUSTOMER })).rejects.toThrow()
    expect(await tablesWith(CUSTOMER.person_id)).toEqual([])
  })

  it("keeps no address in its own tables", async () => {
    await scene.buy({ address: { ...ADDRESSES.de, address_1: "Quittenweg 93 b" } })
    const tables = await tablesWith("Quittenweg")
    expect(tables).not.toEqual([])
    expect(tables.filter((table) => table.startsWith("paygate_klarna"))).toEqual([])
  })

  it("sends tracking data to Klarna and keeps it nowhere", async () => {
    const { paymentId } = await scene.buy()
    const tracking_number = "JD-QUITTE-77315"
    await admin().act(paymentId, "captures", { amount: 5, shipping_info: [{ tracking_number }] })
    const [capture] = scene.paygate.requests({ call: "capture" })
    const sent = capture!.parameters["ShippingData"]!
    expect(Buffer.from(sent, "base64").toString()).toContain(tracking_number)
    expect(await tablesWith(tracking_number)).toEqual([])
    expect(await tablesWith(sent)).toEqual([])
  })

  it("forgets the note of a refund with its customer", async () => {
    const bought = await scene.buy()
    const note = "Frau Quitte hat angerufen"
    await admin().act(bought.paymentId, "captures", { amount: 5 })
    await admin().act(bought.paymentId, "refunds", { amount: 5, note })
    const own = async () => (await tablesWith(note)).filter((table) => table.startsWith("paygate_klarna"))
    expect(await own()).toEqual(["paygate_klarna_operation"])
    await deleteCustomerOf(bought)
    expect(await own()).toEqual([])
  })

  it("takes no fingerprint in of an address that is changed after its customer was deleted", async () => {
    const bought = await scene.buy()
    await deleteCustomerOf(bought)
    const shipping_address = { ...ADDRESSES.de, address_1: "Quittenweg 93 b" }
    await admin().act(bought.paymentId, "address", { shipping_address })
    expect(scene.ledger(bought.payId).addresses).toMatchObject({ sdStreet: "Quittenweg 93 b" })
    expect(await fingerprintsOf(bought)).toEqual({
      lines_fingerprint: "",
      addresses_fingerprint: "",
      told_address_fingerprint: null,
    })
  })

  it("forgets Klarna's token with the order creation, and keeps it out of the session's data before", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    const token = scene.klarnaToken(session.data.client_token)
    await scene.shopper.confirm(session.id, token)
    expect(await tablesWith(token)).toEqual(["paygate_klarna_payment"])
    await scene.shopper.complete(cart.id)
    expect(await tablesWith(token)).toEqual([])
  })

  it("sweeps what a killed process left behind", async () => {
    const session = await scene.openSession(await scene.fillCart())
    const token = scene.klarnaToken(session.data.client_token)
    await scene.shopper.confirm(session.id, token)
    const anHourAgo = new Date(Date.now() - 61 * 60 * 1000)
    await database()("payment_session")
      .where({ id: session.id })
      .update({ data: JSON.stringify({ customer: CUSTOMER, session_id: session.id }), created_at: anHourAgo })
    await database()("paygate_klarna_payment")
      .where({ payment_session_id: session.id })
      .update({ authorization_token_at: anHourAgo })
    await forgetLeftoversWorkflow(suite.getContainer()).run()
    expect(await tablesWith(CUSTOMER.person_id)).toEqual([])
    expect(await tablesWith(token)).toEqual([])
  })

  it("shows no secret and no shopper to anybody who reads the log", async () => {
    const log = await printedBy(logger(), async () => {
      const { paymentId } = await scene.buy({ address: { ...ADDRESSES.de, address_1: "Quittenweg 93 b" } })
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "garbage" } })
      await scene.merchant.capture(paymentId, 5).catch(() => undefined)
    })
    expect(log).toContain("paygate-klarna: capture failed")
    for (const secret of ["Quittenweg", SIMULATOR_MERCHANT.blowfishKey, SIMULATOR_MERCHANT.hmacKey]) {
      expect(log).not.toContain(secret)
    }
  })
})
