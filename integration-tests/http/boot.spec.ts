import { createShopper, type Shopper } from "../clients/shopper"
import { markets } from "../shop/seed/markets"
import { inShop } from "../shop/suite"

type Region = { name: string }
type Cart = { total: number; tax_total: number; items: unknown[] }

inShop(({ shop, backendUrl }) => {
  let shopper: Shopper
  let cartId: string
  const readCart = async () => (await shopper.http.get<{ cart: Cart }>(`/store/carts/${cartId}`)).cart

  beforeAll(async () => {
    shopper = createShopper(backendUrl(), shop().publishableKey)
    const { cart } = await shopper.http.post<{ cart: { id: string } }>("/store/carts", { region_id: shop().regionId })
    cartId = cart.id
  })

  it("answers where it says it does", async () => {
    const response = await fetch(`${backendUrl()}/health`)
    expect(await response.text()).toBe("OK")
  })

  it("sells in every market", async () => {
    const { regions } = await shopper.http.get<{ regions: Region[] }>("/store/regions")
    expect(regions.map(({ name }) => name).sort()).toEqual(markets.map(({ name }) => name).sort())
  })

  it("is paid with Klarna alone", async () => {
    const answer = await shopper.http.get(`/store/payment-providers?region_id=${shop().regionId}`)
    expect(answer["payment_providers"]).toEqual([expect.objectContaining({ id: "pp_paygate-klarna_eu" })])
  })

  describe("with a cart made before the tests", () => {
    it("counts 19 % tax on a mug and 7 % on a book, both within the price", async () => {
      await shopper.http.post(`/store/carts/${cartId}`, { shipping_address: { country_code: "de" } })
      for (const sku of ["MUG-WHITE", "BOOK-HARD"]) {
        const item = { variant_id: shop().variants[sku], quantity: 1 }
        await shopper.http.post(`/store/carts/${cartId}/line-items`, item)
      }
      const cart = await readCart()
      expect(cart.total).toBe(34.95)
      expect(cart.tax_total).toBeCloseTo(10 - 10 / 1.19 + 24.95 - 24.95 / 1.07, 6)
    })

    it("starts each test from the same database", async () => {
      expect((await readCart()).items).toEqual([])
    })
  })
})
