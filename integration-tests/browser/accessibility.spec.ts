import type { Locator, Page } from "playwright-core"
import { sql } from "../http/jobs"
import { createScene, type Bought, type Scene } from "../http/scene"
import { barriers } from "./barriers"
import { PHONE, screenshot } from "./browser"
import { openDashboard, type DashboardOptions, type DashboardPage } from "./dashboard-page"
import { inBrowser } from "./suite"

const DRAWERS = [
  "Capture",
  "Refund",
  "Change addresses",
  "Change reference number",
  "Send invoice e-mail again",
] as const

inBrowser((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
  })
  const open = (path: string, options?: DashboardOptions) => openDashboard(suite, path, options)
  const openOrder = async (options?: DashboardOptions): Promise<DashboardPage> => {
    const dashboard = await open(`/orders/${bought.orderId}`, options)
    await dashboard.page.getByRole("heading", { name: "Klarna", exact: true }).waitFor()
    await dashboard.page.getByRole("row", { name: /Klarna order/ }).waitFor()
    return dashboard
  }
  /** The container of a heading. */
  const panel = (page: Page, heading: string) =>
    page
      .getByRole("heading", { name: heading, exact: true })
      .locator("xpath=ancestor::div[contains(@class,'divide-y')][1]")
  const pageOf = (page: Page) => page.locator("main")

  describe.each(["light", "dark"] as const)("in the %s theme, nothing keeps anybody from using", (theme) => {
    it("the panel and the timeline of an order, nor its menu", async () => {
      await scene.merchant.capture(bought.paymentId, 10)
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined", code: "22890100" } })
      await scene.merchant.capture(bought.paymentId, 5).catch(() => undefined)
      const { page } = await openOrder({ theme })
      await page.getByRole("row", { name: /Failed .*22890100/ }).waitFor()
      expect(await barriers([panel(page, "Klarna"), panel(page, "Klarna timeline")])).toEqual([])
      await page.getByRole("button", { name: "Klarna actions" }).click()
      expect(await barriers([page.getByRole("menu")])).toEqual([])
    })

    it.each(DRAWERS)("the drawer: %s", async (action) => {
      await scene.merchant.capture(bought.paymentId, 10)
      // What can be changed before the first capture only.
      const isBefore = action.startsWith("Change")
      if (isBefore) bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
      const { page, choose } = await openOrder({ theme })
      await choose(action)
      const drawer = page.getByRole("dialog")
      await drawer.getByRole("button", { name: "Close" }).waitFor()
      expect(await barriers([drawer])).toEqual([])
    })

    it("a drawer that tells what is wrong", async () => {
      const { page, choose, press, shows } = await openOrder({ theme })
      await choose("Capture")
      await page.getByRole("radio", { name: "Items" }).click()
      const quantity = page.getByRole("spinbutton")
      await quantity.fill("")
      await press("Capture")
      await shows("Please choose at least one item.")
      expect(await quantity.evaluate((input) => input === document.activeElement)).toBe(true)
      expect(await quantity.getAttribute("aria-invalid")).toBe("true")
      expect(await barriers([page.getByRole("dialog")])).toEqual([])
    })

    it("the question before a release", async () => {
      const { page, choose } = await openOrder({ theme })
      await choose("Release what is left")
      const prompt = page.getByRole("alertdialog")
      await prompt.waitFor()
      expect(await barriers([prompt])).toEqual([])
    })

    it("the settings, with a test session that was refused", async () => {
      scene.paygate.addScenario({ call: "createSession", behaviour: { kind: "declined", code: "20120044" } })
      const { page, shows } = await open("/settings/paygate-klarna", { theme })
      await shows("Connection to Paygate")
      await page.getByRole("button", { name: "Open a test session" }).click()
      await shows("Paygate does not accept the signature.")
      expect(await barriers([pageOf(page)])).toEqual([])
    })

    it("the page of a region", async () => {
      const { page, shows } = await open(`/settings/regions/${suite.shop().regionIds.de}`, { theme })
      await shows("Can be offered")
      expect(await barriers([panel(page, "Klarna")])).toEqual([])
    })

    it("the page of the payments that need attention, with and without one", async () => {
      const empty = await open("/paygate-klarna", { theme })
      await empty.shows("Nothing to do")
      expect(await barriers([pageOf(empty.page)])).toEqual([])
      const overdue = "update paygate_klarna_payment set release_due_at = now() - interval '1 hour'"
      await sql(suite, `${overdue} where payment_session_id = ?`, [bought.sessionId])
      const { page, shows } = await open("/paygate-klarna", { theme })
      await shows("Release failed")
      expect(await barriers([pageOf(page)])).toEqual([])
    })
  })

  describe("a merchant with nothing but a keyboard", () => {
    const focused = (page: Page) =>
      page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      )

    /** From the top of the page to the panel's menu, and down to one of its actions. */
    const choose = async (page: Page, action: string) => {
      for (let presses = 0; (await focused(page)) !== "Klarna actions"; presses++) {
        if (presses === 200) throw new Error("The menu is out of a keyboard's reach")
        await page.keyboard.press("Tab")
      }
      await page.keyboard.press("Enter")
      await page.getByRole("menuitem").and(page.locator(":focus")).waitFor()
      for (let item = await focused(page); item !== action; item = await focused(page)) {
        await page.keyboard.press("ArrowDown")
        // The focus moves a moment later.
        await page.waitForFunction((before) => document.activeElement?.textContent !== before, item)
      }
      await page.keyboard.press("Enter")
      await page.getByRole("dialog").locator(":focus").waitFor()
    }
    const isBackAtMenu = (page: Page) =>
      page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Klarna actions")

    it("changes the reference number, and is back at the menu", async () => {
      const { page, told } = await openOrder()
      await choose(page, "Change reference number")
      await page.keyboard.press("ControlOrMeta+A")
      await page.keyboard.type("R-2026-7")
      await page.keyboard.press("Enter")
      await told("The reference number is now R-2026-7")
      await isBackAtMenu(page)
      expect(scene.paygate.requests({ call: "updateReference" }).at(-1)?.parameters).toMatchObject({
        RefNr: "R-2026-7",
      })
    })

    it("captures an amount, whose field tells what is wrong with it first", async () => {
      const { page, told, shows } = await openOrder()
      await choose(page, "Capture")
      await page.keyboard.press("ArrowDown")
      await page.getByRole("radio", { name: "An amount" }).and(page.locator(":focus")).waitFor()
      await page.keyboard.press("Space")
      const amount = page.getByRole("textbox", { name: "Amount", exact: true })
      await amount.waitFor()
      await page.keyboard.press("Tab")
      await page.keyboard.type("999")
      await page.keyboard.press("Enter")
      await shows("at most.")
      expect(await amount.evaluate((input) => input === document.activeElement)).toBe(true)
      const note = await amount.getAttribute("aria-describedby")
      expect(await page.locator(`[id="${note}"]`).textContent()).toContain("at most.")
      await page.keyboard.press("ControlOrMeta+A")
      await page.keyboard.type("12.34")
      await page.keyboard.press("Enter")
      await told("€12.34 captured")
      await isBackAtMenu(page)
    })

    it("leaves a drawer by Escape, and is back at the menu with nothing sent", async () => {
      const { page } = await openOrder()
      await choose(page, "Change addresses")
      await page.keyboard.press("Escape")
      await page.getByRole("dialog").waitFor({ state: "hidden" })
      await isBackAtMenu(page)
      expect(scene.paygate.requests({ call: "updateAddress" })).toEqual([])
    })
  })

  describe("on a phone, in the dark theme", () => {
    const phone: DashboardOptions = { viewport: PHONE, theme: "dark" }
    /** By how much it is too wide, or stands out of the screen; the page itself hides that. */
    const overflow = (part: Locator) =>
      part.evaluate((element) => {
        const { left, right } = element.getBoundingClientRect()
        return Math.max(element.scrollWidth - element.clientWidth, right - window.innerWidth, -left)
      })

    it("the panel and the timeline of an order fit the screen's width", async () => {
      await scene.merchant.capture(bought.paymentId, 10)
      const { page, screenshot: keepPicture } = await openOrder(phone)
      await keepPicture("order-phone")
      expect(await overflow(panel(page, "Klarna"))).toBeLessThanOrEqual(0)
      expect(await overflow(panel(page, "Klarna timeline"))).toBeLessThanOrEqual(0)
    })

    it("so does a drawer", async () => {
      const { page, choose } = await openOrder(phone)
      await choose("Change addresses")
      const drawer = page.getByRole("dialog")
      await drawer.locator(":focus").waitFor()
      await screenshot(page, "dashboard-address-phone")
      expect(await overflow(drawer)).toBeLessThanOrEqual(0)
    })
  })
})
