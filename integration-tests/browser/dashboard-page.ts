import { existsSync } from "node:fs"
import { join } from "node:path"
import type { Page, Route } from "playwright-core"
import { dashboardFolder } from "../shop/dashboard"
import { demoAdmin } from "../shop/seed/staff"
import { screenshot, type PageOptions } from "./browser"
import type { BrowserSuite } from "./suite"

export interface DashboardOptions extends PageOptions {
  /** Of the dashboard's languages. */
  language?: string
  theme?: "light" | "dark"
}

/** What a merchant does in the dashboard. */
export interface DashboardPage {
  page: Page
  /** Chooses from the menu of the Klarna panel. */
  choose: (action: string, menu?: string) => Promise<void>
  /** Points at what the menu does not allow now, presses it, and waits for the reason. */
  isBlocked: (action: string, reason: string, menu?: string) => Promise<void>
  /** Presses a button of the drawer that is open. */
  press: (button: string) => Promise<void>
  /** Fills a field of the drawer that is open. */
  fill: (field: string, value: string) => Promise<void>
  /** Waits until the dashboard tells that something was done. */
  told: (message: string) => Promise<void>
  /** Waits until a drawer or page shows a text. */
  shows: (text: string) => Promise<void>
  screenshot: (name: string) => Promise<void>
}

/**
 * A page of the dashboard with the administrator signed in. The test runner's Medusa serves none, so the built one is
 * answered from its folder, at the store's own address; whatever it asks for comes from the real store.
 */
export async function openDashboard(
  suite: BrowserSuite,
  path: string,
  { language = "en", theme = "light", ...options }: DashboardOptions = {},
): Promise<DashboardPage> {
  const backendUrl = suite.backendUrl()
  const page = await suite.browser().newPage(options)
  await page.route(`${backendUrl}/app/**`, answerFromFolder)
  const { token } = (await page.request
    .post(`${backendUrl}/auth/user/emailpass`, { data: demoAdmin })
    .then((response) => response.json())) as { token: string }
  await page.request.post(`${backendUrl}/auth/session`, { headers: { authorization: `Bearer ${token}` } })
  await page.addInitScript(
    ([lng, chosen]) => {
      localStorage.setItem("lng", lng ?? "")
      localStorage.setItem("medusa_admin_theme", chosen ?? "")
    },
    [language, theme],
  )
  await page.goto(`${backendUrl}/app${path}`)
  const drawer = page.getByRole("dialog")
  const pointAt = async (action: string, menu = "Klarna actions") => {
    await page.getByRole("button", { name: menu }).click()
    const item = page.getByRole("menuitem", { name: action, exact: true })
    await item.hover()
    return item
  }
  return {
    page,
    async choose(action, menu) {
      await (await pointAt(action, menu)).click()
    },
    async isBlocked(action, reason, menu) {
      const item = await pointAt(action, menu)
      await page.getByRole("tooltip", { name: reason }).waitFor()
      // Playwright itself would wait until it is allowed.
      await item.click({ force: true })
    },
    press: (button) => drawer.getByRole("button", { name: button, exact: true }).click(),
    fill: (field, value) => drawer.getByLabel(field, { exact: true }).fill(value),
    told: (message) => page.getByRole("listitem").filter({ hasText: message }).waitFor(),
    shows: (text) => page.getByText(text).first().waitFor(),
    async screenshot(name) {
      // The page scrolls within itself, so a picture of the whole of it needs a window that is as high.
      const { width = 1280 } = page.viewportSize() ?? {}
      const height = await page.evaluate(() => document.querySelector("main")?.scrollHeight ?? 0)
      await page.setViewportSize({ width, height: Math.max(900, height + 80) })
      await screenshot(page, `dashboard-${name}`)
    },
  }
}

/** The page of an order, with the Klarna panel there. */
export async function openOrderPage(
  suite: BrowserSuite,
  orderId: string,
  options?: DashboardOptions,
): Promise<DashboardPage> {
  const dashboard = await openDashboard(suite, `/orders/${orderId}`, options)
  await dashboard.page.getByRole("heading", { name: "Klarna", exact: true }).waitFor()
  return dashboard
}

async function answerFromFolder(route: Route): Promise<void> {
  const path = new URL(route.request().url()).pathname.replace(/^\/app\//, "")
  const file = join(dashboardFolder, path)
  await route.fulfill({
    path: path.startsWith("assets/") && existsSync(file) ? file : join(dashboardFolder, "index.html"),
  })
}
