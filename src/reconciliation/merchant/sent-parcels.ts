import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ItemQuantity } from "../../modules/paygate-klarna"
import type { MovementDetails } from "../../operations"
import { encodeBase64Json, limitOf, parameters } from "../../paygate"
import { toDecimal } from "../../purchase"
import { refusal } from "../../refusals"

/** A fulfillment of Medusa's that has left, or has arrived. */
export interface SentParcel {
  id: string
  items: ItemQuantity[]
  shippingInfo: NonNullable<MovementDetails["shippingInfo"]>
}

interface Fulfillment {
  id: string
  created_at: string | Date
  shipped_at?: string | Date | null
  delivered_at?: string | Date | null
  canceled_at?: string | Date | null
  shipping_option?: { name?: string | null } | null
  labels?: { tracking_number?: string | null; tracking_url?: string | null }[]
  items?: { line_item_id?: string | null; inventory_item_id?: string | null; quantity: BigNumberInput }[]
}

interface OrderWithParcels {
  fulfillments?: Fulfillment[]
  items?: {
    id: string
    variant?: { inventory_items?: { inventory_item_id: string; required_quantity: number }[] } | null
  }[]
}

const FIELDS = [
  "id",
  "items.id",
  "items.variant.inventory_items.inventory_item_id",
  "items.variant.inventory_items.required_quantity",
  "fulfillments.*",
  "fulfillments.items.*",
  "fulfillments.labels.*",
  "fulfillments.shipping_option.name",
]

/** What a fulfillment has of the order's items: of a bundle Medusa lists each thing in it, so many for one bundle. */
function itemsOf({ items = [] }: Fulfillment, order: OrderWithParcels): ItemQuantity[] {
  const quantities = new Map<string, number>()
  for (const { line_item_id, inventory_item_id, quantity } of items) {
    const line = order.items?.find(({ id }) => id === line_item_id)
    const part = line?.variant?.inventory_items?.find((one) => one.inventory_item_id === inventory_item_id)
    if (line && !quantities.has(line.id)) {
      quantities.set(
        line.id,
        toDecimal(quantity)
          .dividedBy(part?.required_quantity || 1)
          .toNumber(),
      )
    }
  }
  return [...quantities].map(([line_item_id, quantity]) => ({ line_item_id, quantity }))
}

/** What Klarna can show as a link to the shopper. */
const isLink = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** Longest of Klarna's shorter fields ("ShippingData"). */
const SHORT = 100
const LONG = 1024

/** What Klarna is told of a fulfillment's labels: what it can show, and as much as one parameter takes. */
export function shippingInfoOf({
  labels = [],
  shipping_option,
}: Pick<Fulfillment, "labels" | "shipping_option">): SentParcel["shippingInfo"] {
  const method = shipping_option?.name ? { shipping_method: shipping_option.name.slice(0, SHORT) } : {}
  const known = labels.map(({ tracking_number, tracking_url }) => ({
    ...method,
    ...(tracking_number ? { tracking_number: tracking_number.slice(0, SHORT) } : {}),
    // The dashboard writes "#" where there is none.
    ...(tracking_url && isLink(tracking_url) && tracking_url.length <= LONG ? { tracking_url } : {}),
  }))
  return fitted((known.length > 0 ? known : [method]).filter((info) => Object.keys(info).length > 0))
}

const fits = (shipping_info: SentParcel["shippingInfo"]): boolean =>
  encodeBase64Json({ shipping_info }).length <= limitOf(parameters.ShippingData)

/** Throws `shipping_info_too_long` for more about parcels than the parameter takes. */
export function requireFittingParcels(info: SentParcel["shippingInfo"] | undefined): void {
  if (info && !fits(info)) {
    throw refusal("shipping_info_too_long", "shipping_info")
  }
}

/** As many parcels as the parameter takes, rather without the addresses that their numbers lead to. */
function fitted(info: SentParcel["shippingInfo"]): SentParcel["shippingInfo"] {
  if (fits(info)) {
    return info
  }
  const short = info.map(({ tracking_url: _url, ...rest }) => rest)
  while (short.length > 0 && !fits(short)) {
    short.pop()
  }
  return short
}

/** The fulfillments of an order that stand. */
export interface Parcels {
  /** What has left the shop, or has arrived, oldest first. */
  sent: SentParcel[]
  /** Whether something is packed, or on its way, that is still to be captured when it has left, or has arrived. */
  hasUnsent: boolean
}

export async function readParcels(
  container: MedusaContainer,
  orderId: string,
  when: "shipment" | "delivery",
): Promise<Parcels> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: FIELDS,
    filters: { id: orderId },
  })
  const order = (data[0] ?? {}) as OrderWithParcels
  const standing = (order.fulfillments ?? []).filter(({ canceled_at }) => !canceled_at)
  // What needs no shipping is delivered without ever being shipped.
  const isSent = ({ shipped_at, delivered_at }: Fulfillment) => !!delivered_at || (when === "shipment" && !!shipped_at)
  const sent = standing
    .filter(isSent)
    .sort((one, other) => new Date(one.created_at).getTime() - new Date(other.created_at).getTime())
    .map((fulfillment) => ({
      id: fulfillment.id,
      items: itemsOf(fulfillment, order),
      shippingInfo: shippingInfoOf(fulfillment),
    }))
  return { sent, hasUnsent: sent.length < standing.length }
}
