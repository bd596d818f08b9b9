import { freePort } from "../shop/listening"
import { startStorefront } from "../shop/storefront/server"
import { inShop, type ShopSuite } from "../shop/suite"
import { launchBrowser, type Browser } from "./browser"

export type BrowserSuite = ShopSuite & {
  /** A real one; pages are closed after each test. */
  browser: () => Browser
  /** Where the example storefront is, without a slash at the end. */
  storefrontUrl: () => string
}

/** Describes tests in the demo shop, as `inShop` does, with a real browser and the example storefront beside it. */
export function inBrowser(tests: (suite: BrowserSuite) => void): void {
  let browser: Browser
  let storefrontUrl: string

  // Before the shop's own, which reads the configuration.
  beforeAll(async () => {
    storefrontUrl = `http://localhost:${await freePort()}`
    process.env.STOREFRONT_URL = storefrontUrl
    browser = await launchBrowser()
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.stop())

  inShop((suite) => {
    let storefront: Awaited<ReturnType<typeof startStorefront>>
    beforeAll(async () => {
      const { publishableKey } = suite.shop()
      storefront = await startStorefront(storefrontUrl, { backendUrl: suite.backendUrl(), publishableKey })
    })
    afterAll(() => storefront?.stop())
    tests({ ...suite, browser: () => browser, storefrontUrl: () => storefrontUrl })
  })
}
