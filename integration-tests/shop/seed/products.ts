import type { MedusaContainer } from "@medusajs/framework/types"
import { createProductCategoriesWorkflow, createProductsWorkflow } from "@medusajs/medusa/core-flows"
import { articles, productInput } from "./assortment"

export type ProductLinks = { salesChannelId: string; profileId: string; bookTypeId: string }

/** Creates the categories and products. */
export async function seedProducts(container: MedusaContainer, links: ProductLinks): Promise<void> {
  const names = [...new Set(articles.map(({ category }) => category))]
  const { result: categories } = await createProductCategoriesWorkflow(container).run({
    input: { product_categories: names.map((name) => ({ name, is_active: true })) },
  })
  await createProductsWorkflow(container).run({
    input: {
      products: articles.map((article) => ({
        ...productInput(article),
        ...(article.category === "Books" && { type_id: links.bookTypeId }),
        category_ids: categories.filter(({ name }) => name === article.category).map(({ id }) => id),
        shipping_profile_id: links.profileId,
        sales_channels: [{ id: links.salesChannelId }],
      })),
    },
  })
}
