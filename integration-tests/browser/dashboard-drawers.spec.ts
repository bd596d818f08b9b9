import { adminPayments } from "../http/admin-payments"
import { DELIVERY, MUG, readOrder } from "../http/changing-orders"
import { sql } from "../http/jobs"
import { createScene, sumsOf, type Bought, type CartInput, type Scene } from "../http/scene"
import { openDashboard, openOrderPage, type DashboardOptions, type DashboardPage } from "./dashboard-page"
import { inBrowser } from "./suite"

const MUGS: CartInput = { items: { "MUG-WHITE": 3, "MUG-COBALT": 1 } }
const GERMAN: DashboardOptions = { language: "de" }

inBrowser((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(MUGS)
  })
  const openOrder = (options?: DashboardOptions) => openOrderPage(suite, bought.orderId, options)
  const requests = (call: string) => scene.paygate.requests({ call })
  const sums = () => sumsOf(scene.ledger(bought.payId))
  const itemsOf = async (quantities: Record<string, number>) => {
    const { items } = await readOrder(scene.merchant, bought.orderId)
    return Object.entries(quantities).map(([sku, quantity]) => ({
      line_item_id: items.find(({ variant_sku }) => variant_sku === sku)!.id,
      quantity,
    }))
  }
  const move = async (action: "captures" | "refunds", quantities: Record<string, number>) =>
    adminPayments(scene.merchant).act(bought.paymentId, action, { items: await itemsOf(quantities) })
  const choose = ({ page }: DashboardPage, name: string) => page.getByRole("radio", { name, exact: true }).click()
  /** A row of the articles, with its quantity. */
  const row = ({ page }: DashboardPage, title: string) => {
    const item = page.getByRole("dialog").getByRole("listitem").filter({ hasText: title })
    return { item, quantity: item.getByRole("spinbutton") }
  }
  /** What a screen reader says about a field, and whether it counts as wrong. */
  const fault = async (field: ReturnType<DashboardPage["page"]["locator"]>) => {
    const note = await field.getAttribute("aria-describedby")
    return {
      isInvalid: await field.getAttribute("aria-invalid"),
      says: await field.page().locator(`[id="${note}"]`).textContent(),
    }
  }

  describe("the addresses", () => {
    it("are both changed in one go, from what the order has, and the order stays", async () => {
      const dashboard = await openOrder()
      await dashboard.choose("Change addresses")
      await dashboard.shows("the order in Medusa stays as it is")
      await choose(dashboard, "Both addresses")
      const group = (name: string) => dashboard.page.getByRole("group", { name, exact: true })
      const field = (address: string, label: string) => group(address).getByLabel(label, { exact: true })
      expect(await field("Billing address", "Address").inputValue()).toBe("Neue Schönhauser Str. 2")
      await field("Shipping address", "Address").fill("Torstraße 1")
      await field("Billing address", "City").fill("Potsdam")
      await dashboard.shows("Klarna often refuses to change a billing address.")
      await dashboard.screenshot("addresses")
      await dashboard.press("Send to Klarna")
      await dashboard.told("Klarna has the new address")
      expect(requests("updateAddress")).toHaveLength(1)
      expect(scene.ledger(bought.payId).addresses).toMatchObject({
        sdStreet: "Torstraße 1",
        sdCity: "Berlin",
        bdStreet: "Neue Schönhauser Str. 2",
        bdCity: "Potsdam",
      })
    })

    it("are not sent while a field of either is wrong, which is said there", async () => {
      const dashboard = await openOrder(GERMAN)
      await dashboard.choose("Adressen ändern", "Klarna-Aktionen")
      await choose(dashboard, "Beide Adressen")
      const group = (name: string) => dashboard.page.getByRole("group", { name, exact: true })
      const city = group("Rechnungsadresse").getByLabel("Ort", { exact: true })
      const phone = group("Lieferadresse").getByLabel("Telefon", { exact: true })
      await city.fill("")
      await phone.fill("per Post")
      await dashboard.press("An Klarna senden")
      expect(await fault(city)).toEqual({ isInvalid: "true", says: "Bitte füllen Sie dieses Feld aus." })
      expect((await fault(phone)).says).toContain("höchstens 20 Ziffern")
      expect(await group("Lieferadresse").getByLabel("Ort", { exact: true }).getAttribute("aria-invalid")).toBe("false")
      await dashboard.screenshot("addresses-german-problems")
      expect(requests("updateAddress")).toEqual([])
    })
  })

  describe("a capture by articles", () => {
    it("begins with all that is left, and offers nothing of what is captured", async () => {
      await move("captures", { "MUG-COBALT": 1, "MUG-WHITE": 1 })
      const dashboard = await openOrder()
      await dashboard.choose("Capture")
      await choose(dashboard, "Items")
      const [white, cobalt] = [row(dashboard, "White"), row(dashboard, "Cobalt")]
      await white.item.getByText("2 of 3 left").waitFor()
      expect(await white.quantity.inputValue()).toBe("2")
      await cobalt.item.getByText("0 of 1 left").waitFor()
      expect(await cobalt.quantity.isDisabled()).toBe(true)
      await dashboard.shows("Shipping costs of €4.90 were captured with the first items.")
      await dashboard.screenshot("capture-what-is-left")
      await dashboard.press("Capture")
      await dashboard.told("€20.00 captured")
      expect(sums()).toMatchObject({ captured: 4 * MUG + DELIVERY, remaining: 0 })
    })

    it("says at an article that it is more than is left, and sends nothing", async () => {
      await move("captures", { "MUG-WHITE": 1 })
      const dashboard = await openOrder(GERMAN)
      await dashboard.choose("Erfassen", "Klarna-Aktionen")
      await choose(dashboard, "Artikel")
      const [white, cobalt] = [row(dashboard, "White"), row(dashboard, "Cobalt")]
      await white.quantity.fill("3")
      await dashboard.fill("Link zur Sendungsverfolgung", "carrier.example")
      await dashboard.press("Erfassen")
      expect(await fault(white.quantity)).toEqual({
        isInvalid: "true",
        says: "Bitte geben Sie eine ganze Zahl ein, höchstens 2.",
      })
      expect((await fault(cobalt.quantity)).isInvalid).toBe("false")
      const link = dashboard.page.getByLabel("Link zur Sendungsverfolgung", { exact: true })
      expect((await fault(link)).says).toBe("Bitte geben Sie einen ganzen Link mit https:// ein.")
      await dashboard.screenshot("capture-german-problems")
      expect(requests("capture")).toHaveLength(1)
    })

    it("says honestly that nobody knows what an amount was captured for", async () => {
      await scene.merchant.capture(bought.paymentId, 5)
      const dashboard = await openOrder()
      await dashboard.choose("Capture")
      await choose(dashboard, "Items")
      await dashboard.shows("€5.00 was captured as an amount, and nobody knows for which items.")
      expect(await row(dashboard, "White").quantity.inputValue()).toBe("")
    })
  })

  it("a refund by articles offers what is captured and not refunded", async () => {
    await move("captures", { "MUG-WHITE": 2 })
    await move("refunds", { "MUG-WHITE": 1 })
    const dashboard = await openOrder()
    await dashboard.choose("Refund")
    await choose(dashboard, "Items")
    const [white, cobalt] = [row(dashboard, "White"), row(dashboard, "Cobalt")]
    await white.item.getByText("1 of 3 left").waitFor()
    expect(await cobalt.quantity.isDisabled()).toBe(true)
    await dashboard.press("Refund")
    await dashboard.shows("Please choose at least one item.")
    await white.quantity.fill("1")
    await dashboard.screenshot("refund-articles")
    await dashboard.press("Refund")
    await dashboard.told("€10.00 refunded")
    expect(sums()).toMatchObject({ captured: 2 * MUG + DELIVERY, credited: 2 * MUG })
  })

  it("a reference number with a sign that separates parameters is refused at its field", async () => {
    const dashboard = await openOrder()
    await dashboard.choose("Change reference number")
    await dashboard.fill("Reference number", "A&B")
    const before = requests("updateReference").length
    await dashboard.press("Send to Klarna")
    await dashboard.shows("Please leave out the sign &.")
    expect(requests("updateReference")).toHaveLength(before)
  })

  describe("an authorization that has ended, before any job has noticed", () => {
    beforeEach(async () => {
      const ended = "update paygate_klarna_payment set expires_at = now() - interval '1 hour'"
      await sql(suite, `${ended} where payment_session_id = ?`, [bought.sessionId])
    })

    it("is said to have on the panel, with what to do", async () => {
      const { page, shows, screenshot } = await openOrder()
      await page.getByRole("alert").filter({ hasText: "The authorization ended on" }).waitFor()
      await shows("with €44.90 left")
      await shows("Expired")
      await screenshot("expired")
    })

    it("is listed among what needs attention, with what to do", async () => {
      const { shows, screenshot } = await openDashboard(suite, "/paygate-klarna", GERMAN)
      await shows("Autorisierung abgelaufen")
      await shows("Geben Sie den Rest frei")
      await screenshot("overview-german-expired")
    })
  })
})
