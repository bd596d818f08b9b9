import type { HttpClient } from "../clients/http"

/** What a shopper needs to know of the store. */
export type Stock = { publishableKey: string; regionId: string; variantId: string }

type Created<Name extends string> = Record<Name, { id: string }>

/** Opens the store for business through the admin API: a region that pays with Klarna, and one article at 19.99 €. */
export async function stock(admin: HttpClient): Promise<Stock> {
  const { region } = await admin.post<Created<"region">>("/admin/regions", {
    name: "Germany",
    currency_code: "eur",
    countries: ["de"],
    payment_providers: ["pp_paygate-klarna_eu"],
  })
  const { sales_channels } = await admin.get<{ sales_channels: { id: string }[] }>("/admin/sales-channels")
  const { product } = await admin.post<{ product: { variants: { id: string }[] } }>("/admin/products", {
    title: "Gift card",
    status: "published",
    // Without a shipping profile nothing is to be delivered.
    options: [{ title: "Design", values: ["Blue"] }],
    variants: [
      {
        title: "Blue",
        manage_inventory: false,
        options: { Design: "Blue" },
        prices: [{ currency_code: "eur", amount: 19.99 }],
      },
    ],
    sales_channels: sales_channels.map(({ id }) => ({ id })),
  })
  const { api_keys } = await admin.get<{ api_keys: { token: string }[] }>("/admin/api-keys?type=publishable")
  return {
    publishableKey: found(api_keys).token,
    regionId: region.id,
    variantId: found(product.variants).id,
  }
}

function found<T>([first]: T[]): T {
  if (first === undefined) throw new Error("The store lacks what Medusa creates by itself.")
  return first
}
