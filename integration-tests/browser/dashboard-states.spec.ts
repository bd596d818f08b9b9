import { adminPayments } from "../http/admin-payments"
import { eventually } from "../http/eventually"
import { sql } from "../http/jobs"
import { captureOutside } from "../http/outside"
import { ADDRESSES, createScene, sumsOf, type Bought, type CartInput, type Scene } from "../http/scene"
import { createSending } from "../http/sending"
import { withShopOptions } from "../shop/suite"
import { openDashboard, openOrderPage, type DashboardPage } from "./dashboard-page"
import { inBrowser } from "./suite"

const MUGS: CartInput = { items: { "MUG-WHITE": 3 } }

// The reference number would stand in the timeline as well.
withShopOptions({ capture_on: "shipment", order_ref_nr: null })

inBrowser((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const openOrder = ({ orderId }: Pick<Bought, "orderId">) => openOrderPage(suite, orderId)
  const admin = () => adminPayments(scene.merchant)
  const notice = ({ page }: DashboardPage, role: "status" | "alert", text: string | RegExp) =>
    page.getByRole(role).filter({ hasText: text }).waitFor()
  /** The cells of the row that a table has for something. */
  const cells = ({ page }: DashboardPage, name: string) =>
    page
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
      .getByRole("cell")
      .allTextContents()

  it("what was captured outside the shop stands side by side, is asked for again, and is not released", async () => {
    const bought = await scene.buy(MUGS)
    await captureOutside(suite, bought, 777)
    await admin().act(bought.paymentId, "sync")
    const dashboard = await openOrder(bought)
    await dashboard.shows("Medusa and Paygate differ")
    expect(await cells(dashboard, "Captured")).toEqual(["€0.00", "€0.00", "€7.77"])
    expect(await cells(dashboard, "Authorized")).toEqual(["–", "€34.90", "€34.90"])
    await dashboard.screenshot("differences")
    const asked = scene.paygate.requests({ call: "inquire" }).length
    await dashboard.page.getByRole("button", { name: "Sync with Paygate" }).click()
    await dashboard.told("the sums still differ")
    expect(scene.paygate.requests({ call: "inquire" }).length).toBeGreaterThan(asked)
    await dashboard.shows("Medusa and Paygate differ")

    await dashboard.choose("Release what is left")
    const prompt = dashboard.page.getByRole("alertdialog")
    await prompt.getByText("If Klarna refuses, it is retried automatically.").waitFor()
    await dashboard.screenshot("release-prompt")
    await prompt.getByRole("button", { name: "Release" }).click()
    await dashboard.told("Paygate has captured something that the shop does not know of.")
    await notice(dashboard, "status", "A release has been due since")
    expect(sumsOf(scene.ledger(bought.payId))).toMatchObject({ captured: 777, released: 0 })
    await dashboard.screenshot("release-refused")
  })

  it("a change that Klarna cannot be told, and a capture that it refuses, are said with the reason", async () => {
    const bought = await scene.buy(MUGS)
    const shipping_address = { ...ADDRESSES.de, postal_code: "" }
    await scene.merchant.http.post(`/admin/orders/${bought.orderId}`, { shipping_address })
    const kinds = async () =>
      (await admin().read(bought.paymentId)).payment.failed_steps.map(({ kind, code }) => [kind, code])
    await eventually(async () => expect(await kinds()).toHaveLength(1))
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined", code: "22890100" } })
    await createSending(suite, scene).ship(bought, { "MUG-WHITE": 2 })
    await eventually(async () => expect(await kinds()).toHaveLength(2))
    const dashboard = await openOrder(bought)
    await notice(dashboard, "alert", /Klarna was not told of a change of the order: Klarna needs the whole address/)
    await notice(dashboard, "alert", "What was sent is not captured: Klarna declined. (Paygate: 22890100)")
    await dashboard.page
      .getByRole("row", { name: /Change of address .* Failed Nothing was sent: Klarna needs/ })
      .waitFor()
    await dashboard.page.getByRole("row", { name: /Capture for fulfillment .* Failed Klarna declined\./ }).waitFor()
    await dashboard.screenshot("failed-steps")

    const overview = await openDashboard(suite, "/paygate-klarna")
    await overview.shows("Capture of what was sent failed")
    await overview.shows("Change not taken by Klarna")
    await overview.screenshot("overview-failed-steps")
  })

  it("an authorization that ends soon is warned of, there and in the list, and what a change of the order does", async () => {
    const bought = await scene.buy(MUGS)
    const soon = "update paygate_klarna_payment set expires_at = now() + interval '3 days'"
    await sql(suite, `${soon} where payment_session_id = ?`, [bought.sessionId])
    const dashboard = await openOrder(bought)
    await notice(dashboard, "status", /The authorization ends on .*\(in 3 days\)\. Capture or release what is left/)
    expect(await dashboard.page.getByText(/^Authorization ends on/).count()).toBe(0)
    await dashboard.shows("If you change this order")
    await dashboard.shows("If the total goes down, Klarna’s order is lowered with it.")
    await dashboard.screenshot("expiring")
    await admin().act(bought.paymentId, "captures", { amount: 5 })
    const captured = await openOrder(bought)
    await captured.shows("Part of the payment is captured already, so Klarna’s order is not changed any more.")
    const overview = await openDashboard(suite, "/paygate-klarna")
    await overview.shows("Authorization ends soon")
    await overview.shows("Capture what was sent before that day, and release the rest.")
  })

  it("a payment that Klarna has not accepted, and one that was canceled, say so and offer nothing", async () => {
    const pending = await scene.buyPending()
    scene.paygate.settle(pending.payId, { outcome: "rejected" })
    await scene.paygate.notificationsIdle()
    await eventually(async () => expect((await scene.merchant.readOrder(pending.orderId)).status).toBe("canceled"))
    const failed = await openOrder(pending)
    await notice(failed, "alert", "The payment failed. Nothing was charged.")
    await failed.shows("Requested")
    await failed.screenshot("failed")
    await failed.isBlocked("Capture", "Klarna has not authorized this payment.")

    const bought = await scene.buy(MUGS)
    await scene.merchant.cancelOrder(bought.orderId)
    const canceled = await openOrder(bought)
    await notice(canceled, "status", "The payment was canceled or released. Nothing more can be captured.")
    await canceled.page.getByRole("row", { name: /Release €34\.90 Succeeded/ }).waitFor()
    expect(await canceled.page.getByText("If you change this order").count()).toBe(0)
    await canceled.screenshot("canceled")
    await canceled.isBlocked("Capture", "The payment was canceled or released.")
  })

  describe("a reference", () => {
    const copied = ({ page }: DashboardPage) => page.evaluate(() => navigator.clipboard.readText())
    const copy = ({ page }: DashboardPage) => page.getByRole("button", { name: "Copy PayID" }).click()

    it("is copied by its button, which says so", async () => {
      const bought = await scene.buy(MUGS)
      const dashboard = await openOrder(bought)
      await dashboard.page.context().grantPermissions(["clipboard-read", "clipboard-write"])
      await copy(dashboard)
      await notice(dashboard, "status", "Copied")
      expect(await copied(dashboard)).toBe(bought.payId)
    })

    it("is copied over plain HTTP, where the browser has no clipboard for a page, and else it is said", async () => {
      const bought = await scene.buy(MUGS)
      const dashboard = await openOrder(bought)
      const { page } = dashboard
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
      const missing = await page.evaluateHandle(() => {
        const { clipboard } = navigator
        Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })
        return clipboard
      })
      await copy(dashboard)
      await notice(dashboard, "status", "Copied")
      expect(await missing.evaluate((clipboard) => clipboard.readText())).toBe(bought.payId)

      await page.evaluate(() => (document.execCommand = () => false))
      await page.mouse.move(0, 0)
      await copy(dashboard)
      await dashboard.told("PayID could not be copied")
      await dashboard.screenshot("not-copied")
    })
  })
})
