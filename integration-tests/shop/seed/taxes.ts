import type { MedusaContainer } from "@medusajs/framework/types"
import {
  createProductTypesWorkflow,
  createTaxRatesWorkflow,
  createTaxRegionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { homeMarket, markets } from "./markets"

/** Creates each market's tax rate and, at home, the reduced rate on books. Returns the product type of books. */
export async function seedTaxes(container: MedusaContainer): Promise<{ bookTypeId: string }> {
  const { result: taxRegions } = await createTaxRegionsWorkflow(container).run({
    input: markets.flatMap(({ country, taxRate }) =>
      taxRate ? [{ country_code: country, provider_id: "tp_system", default_tax_rate: rate("Standard", taxRate) }] : [],
    ),
  })
  const { result: types } = await createProductTypesWorkflow(container).run({
    input: { product_types: [{ value: "Book" }] },
  })
  const home = taxRegions.find(({ country_code }) => country_code === homeMarket.country)
  const book = types[0]
  if (!home || !book) throw new Error("Medusa created no tax region or no product type")
  await createTaxRatesWorkflow(container).run({
    input: [
      { ...rate("Reduced", 7), tax_region_id: home.id, rules: [{ reference: "product_type", reference_id: book.id }] },
    ],
  })
  return { bookTypeId: book.id }
}

function rate(name: string, percent: number) {
  return { name, rate: percent, code: `${name.toUpperCase()}${percent}` }
}
