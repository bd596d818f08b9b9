import { join } from "node:path"
import { chromium, type BrowserContextOptions, type Page } from "playwright-core"
import { pluginFolder } from "../shop/paths"
import { chromiumPath, isRoot } from "./chromium"

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }

/** `locale` such as "de-DE", English without one; `viewport` in CSS pixels, a desktop's without one. */
export type PageOptions = Pick<BrowserContextOptions, "locale" | "viewport" | "javaScriptEnabled">

export interface Browser {
  /** A page of a shopper's own: no cookies, storage or cache of anybody else's. */
  newPage(options?: PageOptions): Promise<Page>
  /** Closes what `newPage` has opened. */
  closePages(): Promise<void>
  stop(): Promise<void>
}

/** Starts a real Chromium without a window. Throws a `SetupError` where the machine has none. */
export async function launchBrowser(): Promise<Browser> {
  // Chromium refuses to sandbox what root starts. A container's small /dev/shm is no matter: Playwright avoids it.
  const browser = await chromium.launch({ executablePath: chromiumPath(), chromiumSandbox: !isRoot })
  return {
    async newPage(options) {
      const context = await browser.newContext({ viewport: DESKTOP, ...options })
      return context.newPage()
    },
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    stop: () => browser.close(),
  }
}

/** Keeps a picture of the whole page as an artefact, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(pluginFolder, ".artifacts", "screenshots", `${name}.png`)
  // What fades in is shown as it will be.
  await page.screenshot({ path, fullPage: true, animations: "disabled" })
}

/** What the browser complained of on the way: errors in its console, violations of a page's policy among them, and exceptions. */
export async function complaints(page: Page): Promise<string[]> {
  const messages = await page.consoleMessages({ filter: "all" })
  const exceptions = await page.pageErrors({ filter: "all" })
  return [
    ...messages.filter((message) => message.type() === "error").map((message) => message.text()),
    ...exceptions.map(String),
  ]
}
