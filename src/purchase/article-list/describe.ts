import type { OrderLine } from "../../paygate/article-list"
import { categoryPath, type CategoryNames } from "./category-path"
import type { Labels } from "./labels"
import type { SourceItem } from "./source"
import { cleanText, tradeItemNumber, webAddress } from "./text"

/** The part of a line that says what is sold: everything but type, quantity and money. */
export type Description = Pick<OrderLine, "name" | "reference" | "image_url" | "product_url" | "product_identifiers">

export interface DescribeOptions {
  labels: Labels
  categoryNames: CategoryNames
  productUrl?: ((item: SourceItem) => string | undefined) | undefined
}

/** Titles that Medusa gives the only variant of a product; they would tell a shopper nothing. */
const PLAIN_VARIANT = /^default( variant| option value)?$/i

/** Names and identifies an item; what the store does not have, or Klarna would refuse, is left out. */
export function describeItem(item: SourceItem, { productUrl, categoryNames, labels }: DescribeOptions): Description {
  const reference = cleanText(item.variant_sku) ?? cleanText(item.variant?.sku)
  const imageUrl = webAddress(item.thumbnail)
  const address = webAddress(productUrl?.(item))
  const identifiers = identify(item, categoryNames)
  return {
    name: itemName(item) ?? reference ?? labels.article,
    ...(reference && { reference }),
    ...(imageUrl && { image_url: imageUrl }),
    ...(address && { product_url: address }),
    ...(identifiers && { product_identifiers: identifiers }),
  }
}

function itemName(item: SourceItem): string | undefined {
  const title = cleanText(item.title) ?? cleanText(item.product_title)
  const variant = cleanText(item.variant_title)
  const saysMore = title && variant && variant !== title && !PLAIN_VARIANT.test(variant)
  return saysMore ? cleanText(`${title}, ${variant}`) : (title ?? variant)
}

function identify(item: SourceItem, categoryNames: CategoryNames): OrderLine["product_identifiers"] {
  const { product, variant, variant_barcode } = item
  const brand = cleanText(product?.brand?.name) ?? cleanText(product?.metadata?.brand)
  const path = categoryPath(item, categoryNames)
  const number = [variant?.ean, variant?.upc, variant_barcode, variant?.barcode].map(tradeItemNumber).find(Boolean)
  if (!brand && !path && !number) {
    return undefined
  }
  return {
    ...(brand && { brand }),
    ...(path && { category_path: path }),
    ...(number && { global_trade_item_number: number }),
  }
}
