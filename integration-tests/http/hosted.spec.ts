import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readForm, submit, visit } from "../clients/browser"
import type { Cart, PaymentSession } from "../clients/shopper"
import { inShop } from "../shop/suite"
import { eventually } from "./eventually"
import { createScene, sumsOf, type Scene } from "./scene"

jest.setTimeout(120_000)

const RETURN_URL = "http://localhost:8000/outcome"

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const sql = (statement: string) =>
    suite.getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(statement)

  const openHosted = async (cart?: Cart): Promise<PaymentSession & { cart: Cart }> => {
    const filled = cart ?? (await scene.fillCart())
    const session = await scene.openSession(filled, { flow: "hosted", return_url: RETURN_URL })
    return { ...session, cart: filled }
  }
  const pageOf = (session: PaymentSession) => String(session.data["redirect_url"])
  const goToKlarna = async (session: PaymentSession) => {
    const page = await visit(pageOf(session))
    const form = readForm(await page.text())
    expect((await submit(form)).status).toBe(200)
    return scene.paygate.ledger().at(-1)!
  }
  const orderIdOf = async (session: PaymentSession) =>
    (
      await eventually(async () => {
        const status = await scene.shopper.readStatus(session.id)
        expect(status).toMatchObject({ status: "authorized", order_id: expect.any(String) as string })
        // Klarna has authorized it a moment before Medusa has written so.
        expect((await scene.merchant.readOrder(status.order_id!)).payment_status).toBe("authorized")
        return status
      })
    ).order_id!

  describe("the page that leads to Klarna", () => {
    it("posts the encrypted order by itself, under a policy that lets nothing else run", async () => {
      const session = await openHosted()
      expect(session.data).toEqual({ session_id: session.id, flow: "hosted", redirect_url: pageOf(session) })
      const page = await visit(pageOf(session))
      const policy = page.headers.get("content-security-policy") ?? ""
      const html = await page.text()
      const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
      expect(policy).toContain("default-src 'none'")
      expect(html).toContain(`<script nonce="${nonce}">`)
      expect(page.headers.get("cache-control")).toBe("no-store")
      const form = readForm(html)
      expect(Object.keys(form.fields).sort()).toEqual(["Data", "Len", "MerchantID"])
      expect(new URL(form.action).pathname.toLowerCase()).toBe("/klarnapaymentshpp.aspx")
      await submit(form)
      expect(scene.paygate.requests({ call: "openHostedPage" }).at(-1)).toMatchObject({
        code: "00000000",
        parameters: { TransID: session.id, Amount: String(Math.round(session.cart.total * 100)), Response: "encrypt" },
      })
    })

    it("is over the cart as it is when the shopper arrives", async () => {
      const session = await openHosted()
      await scene.shopper.http.post(`/store/carts/${session.cart.id}`, {
        billing_address: {
          first_name: "Max",
          last_name: "Neu",
          address_1: "Weg 1",
          postal_code: "10178",
          city: "Berlin",
          country_code: "de",
        },
      })
      await goToKlarna(session)
      expect(scene.paygate.requests({ call: "openHostedPage" }).at(-1)?.parameters["bdFirstName"]).toBe("Max")
    })

    it("can be gone back to: each time the order is opened anew, and one of them is paid", async () => {
      const session = await openHosted()
      const first = await goToKlarna(session)
      const second = await goToKlarna(session)
      expect(second.trans_id).not.toBe(first.trans_id)
      const { url, fields } = scene.paygate.completeHostedPage(second.pay_id, { outcome: "pay" })
      await visit(url, { ...fields })
      await orderIdOf(session)
      expect(scene.paygate.ledger().map(({ authorized }) => authorized > 0)).toEqual([false, true])
    })

    it.each(["", "x", "../../notify"])("does not exist for a token of nobody's: %j", async (token) => {
      const address = pageOf(await openHosted()).replace(/[^/]+$/, token)
      expect((await visit(address)).status).toBe(404)
    })

    it("says in the shopper's language that it does not exist", async () => {
      const address = pageOf(await openHosted()).replace(/[^/]+$/, "gone")
      const pages = await Promise.all(
        ["da,en;q=0.5", "xx"].map(async (language) =>
          (await fetch(address, { headers: { "accept-language": language } })).text(),
        ),
      )
      expect(pages[0]).toMatch(/<html lang="da">[^]*Denne side findes ikke længere/)
      expect(pages[1]).toMatch(/<html lang="en">[^]*This page no longer exists/)
    })

    it("leads back with the reason when Klarna cannot take the cart any more", async () => {
      const session = await openHosted()
      await sql("update cart_address set last_name = null")
      const back = await visit(pageOf(session))
      expect(back.headers.get("location")).toBe(`${RETURN_URL}?payment_session_id=${session.id}`)
      expect(await scene.shopper.readStatus(session.id)).toMatchObject({
        status: "pending",
        error: { code: "address_incomplete" },
      })
    })

    it("leads back to the storefront once the payment is made", async () => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
      await visit(url, { ...fields })
      await orderIdOf(session)
      const again = await visit(pageOf(session))
      expect(again.status).toBe(303)
      expect(again.headers.get("location")).toBe(`${RETURN_URL}?payment_session_id=${session.id}`)
    })
  })

  describe("the shopper who comes back", () => {
    it.each(["GET", "POST"] as const)("has an order, authorized at Klarna, and reads so (%s)", async (method) => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
      const back =
        method === "GET" ? await visit(url, { ...fields }) : await submit({ action: url, fields: { ...fields } })
      expect(back.status).toBe(303)
      expect(back.headers.get("location")).toBe(`${RETURN_URL}?payment_session_id=${session.id}`)
      const orderId = await orderIdOf(session)
      const { amount, id } = await scene.merchant.readPayment(orderId)
      expect(sumsOf(scene.ledger(pay_id))).toMatchObject({ authorized: Math.round(amount * 100), captured: 0 })
      await scene.merchant.capture(id, 10)
      expect(scene.ledger(pay_id).captured).toBe(1000)
    })

    it.each(["decline", "cancel"] as const)(
      "is told that nothing was paid, and may try again (%s)",
      async (outcome) => {
        const session = await openHosted()
        const { pay_id } = await goToKlarna(session)
        const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome })
        const back = await visit(url, { ...fields })
        expect(back.headers.get("location")).toBe(`${RETURN_URL}?payment_session_id=${session.id}`)
        expect(await scene.shopper.readStatus(session.id)).toMatchObject({
          status: "failed",
          error: { code: expect.stringMatching(/^2289/) as string },
        })
        const second = await goToKlarna(session)
        const paid = scene.paygate.completeHostedPage(second.pay_id, { outcome: "pay" })
        await visit(paid.url, { ...paid.fields })
        await orderIdOf(session)
      },
    )

    it("may pay on another visit when Klarna refuses the order after the first", async () => {
      const session = await openHosted()
      scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "declined" } })
      for (const status of ["failed", "authorized"]) {
        const { pay_id } = await goToKlarna(session)
        const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
        await visit(url, { ...fields })
        await eventually(async () => expect((await scene.shopper.readStatus(session.id)).status).toBe(status))
      }
      await orderIdOf(session)
      expect(scene.paygate.ledger().filter(({ authorized }) => authorized > 0)).toHaveLength(1)
    })

    it("does not make a refusal a success by taking it to the other address", async () => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "decline" })
      await visit(url.replace("/failure", "/success"), { ...fields })
      expect((await scene.shopper.readStatus(session.id)).status).toBe("failed")
      expect(scene.ledger(pay_id).authorized).toBe(0)
    })

    it.each([
      ["nothing", {}],
      ["rubbish", { Len: "8", Data: "0011223344556677" }],
      ["an address of somebody's", { url: "https://evil.example", return_url: "https://evil.example" }],
    ])("comes to the storefront and nowhere else with %s", async (_what, fields) => {
      const back = await visit(`${suite.backendUrl()}/hooks/paygate-klarna/eu/success`, fields)
      expect(back.status).toBe(303)
      expect(new URL(back.headers.get("location") ?? "").origin).toBe("http://localhost:8000")
    })

    it("finds the order that the notification has made, when the tab was closed in between", async () => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
      await scene.paygate.notificationsIdle()
      const orderId = await orderIdOf(session)
      expect((await scene.merchant.readOrder(orderId)).payment_status).toBe("authorized")
    })

    it("makes one order of browser and notification, whichever comes first or at once", async () => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
      await Promise.all([visit(url, { ...fields }), visit(url, { ...fields }), scene.paygate.deliverNotification(1, 5)])
      await orderIdOf(session)
      const orders = scene.paygate.requests({ call: "createOrder", pay_id })
      expect(orders.filter(({ code }) => code === "00000000")).toHaveLength(1)
      const { orders: placed } = await scene.merchant.http.get<{ orders: unknown[] }>("/admin/orders")
      expect(placed).toHaveLength(1)
    })

    it("is not charged when the cart has changed since", async () => {
      const session = await openHosted()
      const { pay_id } = await goToKlarna(session)
      await sql(
        `update cart_line_item set unit_price = unit_price + 1, raw_unit_price = jsonb_build_object('value', (unit_price + 1)::text, 'precision', 20)`,
      )
      const { url, fields } = scene.paygate.completeHostedPage(pay_id, { outcome: "pay" })
      await visit(url, { ...fields })
      await scene.paygate.notificationsIdle()
      expect(scene.ledger(pay_id).authorized).toBe(0)
      expect((await scene.shopper.readStatus(session.id)).order_id).toBeUndefined()
    })
  })

  it("refuses a hosted session without a whole billing address", async () => {
    const cart = await scene.fillCart()
    await sql("update cart_address set last_name = null")
    const refused = await scene.openSession(cart, { flow: "hosted" }).catch((error: { body: object }) => error.body)
    expect(refused).toMatchObject({ code: "address_incomplete" })
  })
})
