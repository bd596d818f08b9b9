import type { BigNumberInput } from "@medusajs/framework/types"

type Optional<T> = T | null | undefined

/** An amount in major units, and Medusa's unrounded copy of it under `raw_…`. */
type Amounts<Name extends string> = { [Key in Name | `raw_${Name}`]?: Optional<BigNumberInput> }

/** What Medusa computes for an item and for a shipping method alike (`decorateCartTotals`), in major units. */
export type SourceTotals = Amounts<"total" | "tax_total" | "original_total" | "original_tax_total">

export interface SourceTaxLine {
  /** Percent. */
  rate?: Optional<BigNumberInput>
}

export interface SourceCategory {
  id?: Optional<string>
  name?: Optional<string>
  is_active?: Optional<boolean>
  is_internal?: Optional<boolean>
  /** The ids from the root down to this category, separated by dots. */
  mpath?: Optional<string>
  parent_category?: Optional<{ id?: Optional<string>; name?: Optional<string> }>
}

export interface SourceItem extends SourceTotals, Amounts<"quantity"> {
  id?: Optional<string>
  title?: Optional<string>
  product_id?: Optional<string>
  product_title?: Optional<string>
  product_handle?: Optional<string>
  variant_id?: Optional<string>
  variant_title?: Optional<string>
  variant_sku?: Optional<string>
  variant_barcode?: Optional<string>
  thumbnail?: Optional<string>
  requires_shipping?: Optional<boolean>
  is_giftcard?: Optional<boolean>
  metadata?: Optional<Record<string, unknown>>
  tax_lines?: Optional<readonly Optional<SourceTaxLine>[]>
  /** Only orders have it: what came back no longer counts into the item's totals. */
  detail?: Optional<Amounts<"return_received_quantity" | "return_dismissed_quantity">>
  variant?: Optional<{
    sku?: Optional<string>
    ean?: Optional<string>
    upc?: Optional<string>
    barcode?: Optional<string>
  }>
  product?: Optional<{
    metadata?: Optional<Record<string, unknown>>
    /** Medusa has no brands of its own; a store's linked brand module usually has this shape. */
    brand?: Optional<{ name?: Optional<string> }>
    categories?: Optional<readonly Optional<SourceCategory>[]>
  }>
}

export interface SourceShippingMethod extends SourceTotals {
  name?: Optional<string>
  shipping_option_id?: Optional<string>
  tax_lines?: Optional<readonly Optional<SourceTaxLine>[]>
}

/** A gift card or store credit put on the cart; `amount` is positive when it lowers the total. */
export interface SourceCreditLine extends Amounts<"amount"> {
  reference?: Optional<string>
}

/** What an article list is made of: a cart or an order, read with {@link ARTICLE_LIST_FIELDS}. */
export interface ArticleListSource {
  items?: Optional<readonly Optional<SourceItem>[]>
  shipping_methods?: Optional<readonly Optional<SourceShippingMethod>[]>
  credit_lines?: Optional<readonly Optional<SourceCreditLine>[]>
}

/**
 * The fields `query.graph` has to read, relative to a cart or an order. `total` makes Medusa compute the totals of
 * every item and shipping method, which cannot be asked for one by one.
 */
export const ARTICLE_LIST_FIELDS: readonly string[] = [
  "total",
  "currency_code",
  "items.*",
  "items.tax_lines.*",
  "items.adjustments.*",
  "items.variant.id",
  "items.variant.sku",
  "items.variant.ean",
  "items.variant.upc",
  "items.variant.barcode",
  "items.product.id",
  "items.product.metadata",
  "items.product.categories.id",
  "items.product.categories.name",
  "items.product.categories.mpath",
  "items.product.categories.is_active",
  "items.product.categories.is_internal",
  "items.product.categories.parent_category.id",
  "items.product.categories.parent_category.name",
  "shipping_methods.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.adjustments.*",
  "credit_lines.*",
]
