import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Page } from "playwright-core"
import type { PaymentSession } from "../clients/shopper"
import { eventually } from "../http/eventually"
import { createScene, type Scene } from "../http/scene"
import { complaints, DESKTOP, PHONE, screenshot, type PageOptions } from "./browser"
import { inBrowser } from "./suite"

inBrowser((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  // The next test gets a new database: nothing may be under way in this one.
  afterEach(async () => {
    await scene.paygate.notificationsIdle()
    const database = suite.getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await eventually(async () => {
      const open = "select id from paygate_klarna_notification where processed_at is null"
      expect(await database.raw(open)).toMatchObject({ rows: [] })
    })
  })
  const openHosted = async (): Promise<PaymentSession> =>
    scene.openSession(await scene.fillCart(), { flow: "hosted", return_url: `${suite.storefrontUrl()}/outcome` })
  const formPageOf = (session: PaymentSession) => String(session.data["redirect_url"])
  const outcomePageOf = (session: PaymentSession) => `${suite.storefrontUrl()}/outcome?payment_session_id=${session.id}`
  const checkout = () => `${suite.storefrontUrl()}/checkout`

  /** From the storefront's checkout to the page that leads on, which may be gone as soon as it is there. */
  const goTo = async (page: Page, session: PaymentSession) => {
    await page.goto(checkout())
    await page.goto(formPageOf(session), { waitUntil: "commit" })
  }
  const atKlarna = (page: Page) => page.waitForURL(`${suite.paygateUrl()}**`)
  const press = (page: Page, button: string) => page.getByRole("button", { name: button }).click()
  const goToKlarna = async (session: PaymentSession, options?: PageOptions) => {
    const page = await suite.browser().newPage(options)
    await goTo(page, session)
    if (options?.javaScriptEnabled === false) await press(page, "Weiter zu Klarna")
    await atKlarna(page)
    return page
  }

  /** Back at the storefront, when it has its answer. */
  const backAt = async (page: Page, session: PaymentSession, heading: string) => {
    await page.waitForURL(outcomePageOf(session))
    await page.getByRole("heading", { name: heading }).waitFor()
  }

  /** The session's order, which is authorized over its total at both sides. */
  const authorizedOrder = (session: PaymentSession) =>
    eventually(async () => {
      const { order_id: orderId } = await scene.shopper.readStatus(session.id)
      const { payment_status, total } = await scene.merchant.readOrder(orderId ?? "not-yet")
      expect(payment_status).toBe("authorized")
      expect(scene.paygate.ledger().at(-1)).toMatchObject({ authorized: Math.round(total * 100) })
    })

  describe("a shopper who pays at Klarna", () => {
    it("comes back to the storefront, which thanks for the order", async () => {
      const session = await openHosted()
      const page = await goToKlarna(session, { locale: "de-DE" })
      await press(page, "Pay")
      await backAt(page, session, "Vielen Dank für Ihre Bestellung")
      await screenshot(page, "storefront-authorized")
      await authorizedOrder(session)
    })

    it("meets no error and no page that its own policy gets in the way of", async () => {
      const session = await openHosted()
      const page = await goToKlarna(session)
      await press(page, "Pay")
      await backAt(page, session, "Thank you for your order")
      expect(await complaints(page)).toEqual([])
    })

    it("is led on by the button where scripts are switched off", async () => {
      const session = await openHosted()
      const page = await goToKlarna(session, { javaScriptEnabled: false })
      await press(page, "Pay")
      await page.waitForURL(outcomePageOf(session))
      await authorizedOrder(session)
    })
  })

  describe("a shopper who goes back from Klarna", () => {
    const visits = () => scene.paygate.ledger().map(({ trans_id }) => trans_id)

    it("is at the checkout again, not caught in the page that leads on, and may go and pay once more", async () => {
      const session = await openHosted()
      const page = await goToKlarna(session)
      await page.goBack()
      expect(page.url()).toBe(checkout())
      await page.goto(formPageOf(session), { waitUntil: "commit" })
      await atKlarna(page)
      expect(visits()).toEqual([session.id, `${session.id}-2`])
      await press(page, "Pay")
      await backAt(page, session, "Thank you for your order")
      await authorizedOrder(session)
    })

    it("gets the page that leads on anew where scripts are switched off, and pays by that one", async () => {
      const session = await openHosted()
      const page = await goToKlarna(session, { javaScriptEnabled: false })
      await page.goBack()
      expect(page.url()).toBe(formPageOf(session))
      await press(page, "Weiter zu Klarna")
      await atKlarna(page)
      expect(visits()).toEqual([session.id, `${session.id}-2`])
      await press(page, "Pay")
      await page.waitForURL(outcomePageOf(session))
      await authorizedOrder(session)
    })
  })

  it("brings a shopper who cancels at Klarna back to the storefront, which says that nothing was charged", async () => {
    const session = await openHosted()
    const page = await goToKlarna(session)
    await press(page, "Cancel")
    await backAt(page, session, "The payment did not work")
    expect(await page.getByText("The payment with Klarna was cancelled. Nothing was charged").count()).toBe(1)
    expect((await scene.shopper.readStatus(session.id)).status).toBe("failed")
  })

  describe("a script that somebody has put into the page that leads on", () => {
    const STAY = "HTMLFormElement.prototype.submit = () => (document.title = 'Stopped')"
    /** `policy` is whether the page's own is left in force. */
    const openWithScript = async (policy: "in force" | "taken away") => {
      const session = await openHosted()
      const page = await suite.browser().newPage()
      await page.route(formPageOf(session), async (route) => {
        const response = await route.fetch()
        const { "content-security-policy": own = "", ...headers } = response.headers()
        await route.fulfill({
          headers: policy === "in force" ? { ...headers, "content-security-policy": own } : headers,
          body: (await response.text()).replace("<head>", `<head><script>${STAY}</script>`),
        })
      })
      await goTo(page, session)
      return page
    }

    it("does not run, and the browser reports it", async () => {
      const page = await openWithScript("in force")
      await atKlarna(page)
      expect(await complaints(page)).toEqual([expect.stringMatching(/inline script.*Content Security Policy/s)])
    })

    it("would run without the page's policy", async () => {
      const page = await openWithScript("taken away")
      await page.waitForFunction(() => document.title === "Stopped")
    })
  })

  describe.each([
    ["phone", PHONE],
    ["desktop", DESKTOP],
  ])("on a %s", (device, viewport) => {
    const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

    it("the page that leads on fits the screen's width", async () => {
      const page = await suite.browser().newPage({ viewport, javaScriptEnabled: false })
      await goTo(page, await openHosted())
      await page.getByRole("button").waitFor()
      await screenshot(page, `hosted-form-${device}`)
      expect(await overflow(page)).toBe(0)
    })

    it("the simulator's hosted page fits the screen's width", async () => {
      const page = await goToKlarna(await openHosted(), { viewport })
      await screenshot(page, `simulator-hosted-${device}`)
      expect(await overflow(page)).toBe(0)
    })
  })
})
