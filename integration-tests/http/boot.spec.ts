import { inShop } from "../shop/suite"
import { markets } from "../shop/seed/markets"

jest.setTimeout(120_000)

inShop(({ api, shop, backendUrl }) => {
  const headers = () => ({ "x-publishable-api-key": shop().publishableKey })

  it("answers where it says it does", async () => {
    const response = await fetch(`${backendUrl()}/health`)
    expect(await response.text()).toBe("OK")
  })

  it("sells in every market, paid with Klarna", async () => {
    const { data } = await api.get("/store/regions", { headers: headers() })
    expect(data.regions.map(({ name }: { name: string }) => name).sort()).toEqual(
      markets.map(({ name }) => name).sort(),
    )
    const { data: methods } = await api.get(`/store/payment-providers?region_id=${shop().regionId}`, {
      headers: headers(),
    })
    expect(methods.payment_providers).toEqual([expect.objectContaining({ id: "pp_paygate-klarna_eu" })])
  })

  describe("with a cart", () => {
    const addCart = async () => {
      const { data } = await api.post("/store/carts", { region_id: shop().regionId }, { headers: headers() })
      return data.cart.id as string
    }
    let cartId: string

    beforeAll(async () => {
      cartId = await addCart()
    })

    it("counts 19 % tax on a mug and 7 % on a book, both within the price", async () => {
      const { MUG, BOOK } = { MUG: shop().variants["MUG-WHITE"], BOOK: shop().variants["BOOK-HARD"] }
      const body = { email: "ada@example.com", shipping_address: { country_code: "de" } }
      await api.post(`/store/carts/${cartId}`, body, { headers: headers() })
      for (const variant_id of [MUG, BOOK]) {
        await api.post(`/store/carts/${cartId}/line-items`, { variant_id, quantity: 1 }, { headers: headers() })
      }
      const { data } = await api.get(`/store/carts/${cartId}`, { headers: headers() })
      expect(data.cart.total).toBe(34.95)
      expect(data.cart.tax_total).toBeCloseTo(10 - 10 / 1.19 + 24.95 - 24.95 / 1.07, 6)
    })

    it("starts each test from the same database", async () => {
      const { data } = await api.get(`/store/carts/${cartId}`, { headers: headers() })
      expect(data.cart.items).toEqual([])
    })
  })
})
