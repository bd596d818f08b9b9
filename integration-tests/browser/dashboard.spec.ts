import { decodeBase64Json } from "../../src/paygate"
import { adminPayments } from "../http/admin-payments"
import { readBooks } from "../http/both-sides"
import { eventually } from "../http/eventually"
import { DELIVERY, MUG } from "../http/changing-orders"
import { sql } from "../http/jobs"
import { createScene, orderOf, sumsOf, type Bought, type CartInput, type Scene } from "../http/scene"
import { complaints, PHONE } from "./browser"
import { openDashboard, openOrderPage, type DashboardOptions } from "./dashboard-page"
import { inBrowser } from "./suite"

const MUGS: CartInput = { items: { "MUG-WHITE": 3 } }

inBrowser((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const open = (path: string, options?: DashboardOptions) => openDashboard(suite, path, options)
  const openOrder = ({ orderId }: Pick<Bought, "orderId">, options?: DashboardOptions) =>
    openOrderPage(suite, orderId, options)
  const lastRequest = (call: string) => scene.paygate.requests({ call }).at(-1)?.parameters
  const sums = ({ payId }: Bought) => sumsOf(scene.ledger(payId))

  describe("a merchant on an order's page", () => {
    it("sees what is authorized, by which numbers support finds it, and every call that was made", async () => {
      const bought = await scene.buy(MUGS)
      const { page, shows, screenshot } = await openOrder(bought)
      await shows(bought.payId)
      await shows("Test account")
      await shows("Authorization ends on")
      await page.getByRole("img", { name: /0\.00 captured/ }).waitFor()
      await page.getByRole("row", { name: /Klarna order .* Succeeded/ }).waitFor()
      await screenshot("authorized")
    })

    it("captures an amount", async () => {
      const bought = await scene.buy(MUGS)
      const { page, choose, press, fill, told } = await openOrder(bought)
      await choose("Capture")
      await page.getByRole("radio", { name: "An amount" }).click()
      await fill("Amount", "12.34")
      await press("Capture")
      await told("€12.34 captured")
      expect(sums(bought)).toMatchObject({ captured: 1234 })
      await page.getByRole("row", { name: /Capture €12\.34 Succeeded/ }).waitFor()
    })

    it("captures articles with their parcel and releases the rest", async () => {
      const bought = await scene.buy(MUGS)
      const { page, choose, press, fill, told, screenshot } = await openOrder(bought)
      await choose("Capture")
      await page.getByRole("radio", { name: "Items" }).click()
      await page.getByRole("spinbutton").fill("2")
      await page.getByRole("switch", { name: "Release the rest" }).click()
      await fill("Shipping company", "DHL")
      await fill("Shipping method", "Home")
      await fill("Tracking number", "00340434161094")
      await fill("Tracking link", "https://carrier.example/00340434161094")
      await screenshot("capture")
      await press("Capture")
      await told("captured")
      expect(sums(bought)).toMatchObject({ captured: 2 * MUG + DELIVERY, remaining: 0 })
      const { CompleteType, ShippingData = "" } = lastRequest("capture") ?? {}
      expect(CompleteType).toBe("YES")
      expect(decodeBase64Json(ShippingData)).toEqual({
        shipping_info: [
          {
            shipping_company: "DHL",
            shipping_method: "Home",
            tracking_number: "00340434161094",
            tracking_url: "https://carrier.example/00340434161094",
          },
        ],
      })
    })

    it("refunds a part while only part is captured", async () => {
      const bought = await scene.buy(MUGS)
      await scene.merchant.capture(bought.paymentId, 10)
      const { page, choose, press, fill, told, screenshot } = await openOrder(bought)
      await choose("Refund")
      await page.getByRole("radio", { name: "An amount" }).click()
      await fill("Amount", "2.50")
      await page.getByRole("dialog").getByLabel("Note").fill("a chip")
      await press("Refund")
      await told("€2.50 refunded")
      expect(sums(bought)).toMatchObject({ captured: 1000, credited: 250 })
      await page.getByRole("row", { name: /Refund €2\.50 Succeeded/ }).waitFor()
      await screenshot("refunded")
    })

    it("changes the shipping address at Klarna", async () => {
      const bought = await scene.buy(MUGS)
      const { choose, press, fill, told } = await openOrder(bought)
      await choose("Change addresses")
      await fill("Address", "Torstraße 1")
      await press("Send to Klarna")
      await told("Klarna has the new address")
      expect(JSON.stringify(lastRequest("updateAddress"))).toContain("Torstraße")
    })

    it("changes the reference number", async () => {
      const bought = await scene.buy(MUGS)
      const { choose, press, fill, told } = await openOrder(bought)
      await choose("Change reference number")
      await fill("Reference number", "R-2026-1")
      await press("Send to Klarna")
      await told("The reference number is now R-2026-1")
      expect(lastRequest("updateReference")).toMatchObject({ RefNr: "R-2026-1" })
    })

    it("sends the order as it stands", async () => {
      const bought = await scene.buy(MUGS)
      const { page, choose, told } = await openOrder(bought)
      await choose("Send order as it stands")
      await page.getByRole("alertdialog").getByRole("button", { name: "Send to Klarna" }).click()
      await told("Klarna has the order as it stands")
      expect(lastRequest("updateOrder")).toMatchObject({ Amount: String(Math.round(bought.total * 100)) })
    })

    it("releases what is left, once asked", async () => {
      const bought = await scene.buy(MUGS)
      await scene.merchant.capture(bought.paymentId, 10)
      const { page, choose, told } = await openOrder(bought)
      await choose("Release what is left")
      await page.getByRole("alertdialog").getByRole("button", { name: "Release" }).click()
      await told("Released what was left")
      expect(sums(bought)).toMatchObject({ captured: 1000, remaining: 0 })
    })

    it("has the invoice sent again", async () => {
      const bought = await scene.buy(MUGS)
      await scene.merchant.capture(bought.paymentId, 10)
      const { choose, press, told } = await openOrder(bought)
      await choose("Send invoice e-mail again")
      await press("Send again")
      await told("Klarna sends the invoice again")
      expect(lastRequest("resendInvoice")).toBeDefined()
    })

    it("has both sides compared", async () => {
      const bought = await scene.buy(MUGS)
      const { choose, told } = await openOrder(bought)
      await choose("Sync with Paygate")
      await told("the payment is up to date")
      expect(scene.paygate.requests({ call: "inquire" })).not.toEqual([])
    })
  })

  describe("a merchant who may not or who errs", () => {
    it("reads why an action cannot be done now, and nothing is opened", async () => {
      const bought = await scene.buy(MUGS)
      const { page, isBlocked } = await openOrder(bought)
      await isBlocked("Refund", "Nothing is captured yet.")
      expect(await page.getByRole("dialog").count()).toBe(0)
    })

    it("is told of an amount that is too much before anything is sent", async () => {
      const bought = await scene.buy(MUGS)
      const { page, choose, press, fill, shows } = await openOrder(bought)
      await choose("Capture")
      await page.getByRole("radio", { name: "An amount" }).click()
      await fill("Amount", "999")
      await press("Capture")
      await shows("at most.")
      expect(scene.paygate.requests({ call: "capture" })).toEqual([])
    })

    it("reads Paygate's refusal in words, and finds the call in the timeline", async () => {
      const bought = await scene.buy(MUGS)
      scene.paygate.addScenario({ call: "updateAddress", behaviour: { kind: "declined", code: "22891370" } })
      const { page, choose, press, shows } = await openOrder(bought)
      await choose("Change addresses")
      await press("Send to Klarna")
      await shows("Klarna does not accept this address.")
      await page.keyboard.press("Escape")
      await page.getByRole("row", { name: /Change of address .* Failed .*22891370/ }).waitFor()
    })

    it("finds what was asked and never sent in the timeline, with the code of each, on a phone in the dark", async () => {
      const bought = await scene.buy(MUGS)
      const books = readBooks(suite)
      const { id } = (await books.findPaymentBySession(bought.sessionId))!
      const unsent = {
        kind: "capture",
        amount: "10",
        minorAmount: 1000,
        code: "invalid_request",
        message: "not sent",
      } as const
      await books.bookUnsentStep(id, unsent)
      await adminPayments(scene.merchant).act(bought.paymentId, "captures", { amount: 10 })
      const { page, choose, screenshot } = await openOrder(bought, { viewport: PHONE, theme: "dark" })
      await page.getByRole("row", { name: /Capture €10\.00 Failed Nothing was sent: / }).waitFor()
      await page.getByRole("row", { name: /Capture €10\.00 Succeeded Code 00000000/ }).waitFor()
      await choose("Sync with Paygate")
      const inquiry = page.getByRole("row", { name: /Status inquiry – Succeeded Code 00000000/ })
      await inquiry.waitFor()
      await inquiry.getByText("Code").scrollIntoViewIfNeeded()
      await screenshot("timeline-phone")
    })

    it("reads that Klarna is still deciding on an order without a payment", async () => {
      scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "pending" } })
      const cart = await scene.fillCart(MUGS)
      await scene.confirm(await scene.openSession(cart))
      const order = orderOf(await scene.shopper.complete(cart.id))
      const { shows, isBlocked, screenshot } = await openOrder({ orderId: order.id })
      await shows("Klarna is still deciding on this payment.")
      await screenshot("pending")
      await isBlocked("Capture", "Klarna has not decided yet.")
    })

    it("meets no error in the browser", async () => {
      const bought = await scene.buy(MUGS)
      const { page, shows } = await openOrder(bought)
      await shows("Klarna timeline")
      expect(await complaints(page)).toEqual([])
    })
  })

  describe("the dashboard's other pages", () => {
    it("show what is set up, and open a real session to try it", async () => {
      const { page, shows, screenshot } = await open("/settings/paygate-klarna")
      await shows("Connection to Paygate")
      await page.getByRole("button", { name: "Open a test session" }).click()
      await eventually(() => {
        expect(scene.paygate.requests({ call: "createSession" })).toHaveLength(1)
        return Promise.resolve()
      })
      await page.getByRole("listitem").filter({ hasText: "Test session" }).waitFor()
      await screenshot("settings")
    })

    it("lead from a payment that needs attention to its order", async () => {
      const { orderId, sessionId } = await scene.buy(MUGS)
      const overdue = "update paygate_klarna_payment set release_due_at = now() - interval '1 hour'"
      await sql(suite, `${overdue} where payment_session_id = ?`, [sessionId])
      const { page, shows, screenshot } = await open("/paygate-klarna")
      await shows("Release failed")
      await screenshot("overview")
      await page.getByRole("link", { name: "#1", exact: true }).click()
      await page.waitForURL(`**/app/orders/${orderId}`)
      await shows("A release has been due since")
    })

    it("say that no payment needs attention", async () => {
      const { shows } = await open("/paygate-klarna")
      await shows("All Klarna payments are in order.")
    })

    it("say which payment types a region can be offered", async () => {
      const { shows, screenshot } = await open(`/settings/regions/${suite.shop().regionIds.de}`)
      await shows("Can be offered")
      await shows("Pay later")
      await screenshot("region")
    })
  })

  describe("in German", () => {
    it("a payment's amounts, dates and actions are German", async () => {
      const bought = await scene.buy(MUGS)
      await scene.merchant.capture(bought.paymentId, 10)
      const { page, isBlocked, shows, screenshot } = await openOrder(bought, { language: "de", theme: "dark" })
      await shows("Teilweise erfasst")
      await page.getByRole("img", { name: /10,00\s€ erfasst/ }).waitFor()
      const reason = "Klarna ändert eine Bestellung nur vor der ersten Erfassung."
      await isBlocked("Adressen ändern", reason, "Klarna-Aktionen")
      // The reason first, then the menu.
      await page.keyboard.press("Escape")
      await page.keyboard.press("Escape")
      await screenshot("german")
    })

    it("so are the settings, on a phone as well", async () => {
      const { shows, screenshot } = await open("/settings/paygate-klarna", { language: "de", viewport: PHONE })
      await shows("Verbindung zu Paygate")
      await shows("Alle Optionen sind gültig")
      await screenshot("german-settings-phone")
    })
  })
})
