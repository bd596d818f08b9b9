import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { seedDelivery } from "./seed/delivery"
import { readFacts, type ShopFacts } from "./seed/facts"
import { seedProducts } from "./seed/products"
import { seedPromotion } from "./seed/promotion"
import { seedRegions } from "./seed/regions"
import { hasAdmin, seedAdmin } from "./seed/staff"
import { seedTaxes } from "./seed/taxes"

/** Fills a migrated database with the demo shop, unless it is there already, and says what to find where. */
export async function seed(container: MedusaContainer): Promise<ShopFacts> {
  if (!(await hasAdmin(container))) await fill(container)
  return await readFacts(container)
}

/** Medusa itself creates the sales channel and the publishable key. The administrator comes last: the mark of the end. */
async function fill(container: MedusaContainer): Promise<void> {
  const [salesChannel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels()
  if (!salesChannel) throw new Error("Medusa created no sales channel")
  await seedRegions(container)
  const { bookTypeId } = await seedTaxes(container)
  const { profileId } = await seedDelivery(container, salesChannel.id)
  await seedProducts(container, { salesChannelId: salesChannel.id, profileId, bookTypeId })
  await seedPromotion(container)
  await seedAdmin(container)
}
