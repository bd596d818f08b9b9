import type { HttpTypes } from "@medusajs/framework/types"

/** The order as the dashboard hands it to widgets on its page. */
export type Order = Pick<
  HttpTypes.AdminOrder,
  "id" | "total" | "currency_code" | "items" | "shipping_address" | "billing_address"
>

export type LineItem = Pick<HttpTypes.AdminOrderLineItem, "id" | "title" | "subtitle" | "quantity" | "total">
