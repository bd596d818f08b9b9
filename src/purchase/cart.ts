import type { BigNumberInput, RemoteQueryFunction } from "@medusajs/framework/types"
import { ARTICLE_LIST_FIELDS, categoryIdsOf, type ArticleListSource, type CategoryNames } from "./article-list"
import type { OrderAddresses } from "./changed-address"
import { refusal } from "../refusals"

/** Medusa's query, as far as it is used here. */
export type Query = Pick<RemoteQueryFunction, "graph">

/** The fields of an address that Klarna is told. */
export interface CartAddress {
  first_name?: string | null | undefined
  last_name?: string | null | undefined
  company?: string | null | undefined
  address_1?: string | null | undefined
  address_2?: string | null | undefined
  postal_code?: string | null | undefined
  city?: string | null | undefined
  province?: string | null | undefined
  country_code?: string | null | undefined
}

/** The cart as the server sees it. */
export interface Cart extends ArticleListSource {
  id: string
  email?: string | null
  currency_code: string
  /** Major units. */
  total: BigNumberInput
  raw_total?: BigNumberInput
  billing_address?: CartAddress | null
  shipping_address?: CartAddress | null
}

/** A payment session and what it is to pay for. */
export interface SessionToPay {
  providerId: string
  /** Medusa's: `pending` until it is authorized, or Klarna's decision is awaited. */
  status: string
  /** Where an order has been placed already: the collection over what is still to be paid of it. */
  orderCollection?: { status: string; amount: BigNumberInput }
  /** Major units, as Medusa opened the session over. */
  amount: BigNumberInput
  currencyCode: string
  cart: Cart
  /** Names by id of the categories above those of the cart's products. */
  categoryNames: CategoryNames
}

const CART_FIELDS = [...ARTICLE_LIST_FIELDS, "id", "email", "raw_total", "billing_address.*", "shipping_address.*"]

const SESSION_FIELDS = [
  "id",
  "provider_id",
  "status",
  "amount",
  "raw_amount",
  "currency_code",
  "payment_collection.status",
  "payment_collection.amount",
  "payment_collection.raw_amount",
]

type Payable = "cart" | "order"

interface FoundSession {
  provider_id: string
  status: string
  amount: BigNumberInput
  raw_amount?: BigNumberInput
  currency_code: string
  payment_collection?:
    | ({ [Name in Payable]?: Cart | null } & { status: string; amount: BigNumberInput; raw_amount?: BigNumberInput })
    | null
}

async function readSessionOf(query: Query, sessionId: string, payable: Payable): Promise<FoundSession | undefined> {
  const { data } = await query.graph({
    entity: "payment_session",
    fields: [...SESSION_FIELDS, ...CART_FIELDS.map((field) => `payment_collection.${payable}.${field}`)],
    filters: { id: sessionId },
  })
  return data[0] as FoundSession | undefined
}

/**
 * Reads a payment session and its cart, or its order where there is one already: addresses, lines, taxes and totals from
 * Medusa, never from the browser. Throws `cart_missing` where there is neither.
 */
export async function readSession(query: Query, sessionId: string): Promise<SessionToPay> {
  const withCart = await readSessionOf(query, sessionId, "cart")
  const isOrder = !withCart?.payment_collection?.cart
  const session = isOrder ? await readSessionOf(query, sessionId, "order") : withCart
  const collection = session?.payment_collection
  const found = collection?.[isOrder ? "order" : "cart"]
  if (!session || !collection || !found) {
    throw refusal("cart_missing")
  }
  const cart = inStableOrder(found)
  return {
    providerId: session.provider_id,
    status: session.status,
    ...(isOrder
      ? { orderCollection: { status: collection.status, amount: collection.raw_amount ?? collection.amount } }
      : {}),
    amount: session.raw_amount ?? session.amount,
    currencyCode: session.currency_code,
    cart,
    categoryNames: await readCategoryNames(query, categoryIdsOf(cart)),
  }
}

/** An order as an article list is made of it. Throws `cart_missing` where there is none. */
export async function readOrderLines(
  query: Query,
  orderId: string,
): Promise<{ order: ArticleListSource; categoryNames: CategoryNames }> {
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", ...ARTICLE_LIST_FIELDS],
    filters: { id: orderId },
  })
  const found = data[0] as unknown as Cart | undefined
  if (!found) {
    throw refusal("cart_missing")
  }
  const order = inStableOrder(found)
  return { order, categoryNames: await readCategoryNames(query, categoryIdsOf(order)) }
}

/** An order beside what is bought. */
export interface OrderFacts extends OrderAddresses {
  id: string
  display_id: number
  status: string
}

/** An order's addresses and number, as Medusa has them now. */
export async function readOrderFacts(query: Query, orderId: string): Promise<OrderFacts> {
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "display_id", "status", "email", "billing_address.*", "shipping_address.*"],
    filters: { id: orderId },
  })
  const found = data[0] as unknown as OrderFacts | undefined
  if (!found) {
    throw refusal("order_missing")
  }
  return found
}

/**
 * Sorts by id, which in Medusa is by age, and leaves out what is there twice: two changes of an order at the same moment
 * make Medusa write the rows of its newest version twice.
 */
function byId<Row>(rows: readonly Row[]): Row[] {
  const idOf = (row: Row) => (row as { id?: string | null } | null | undefined)?.id ?? ""
  const known = new Set<string>()
  const isFirst = (row: Row) => idOf(row) === "" || (!known.has(idOf(row)) && known.add(idOf(row)))
  return rows.filter(isFirst).sort((one, other) => (idOf(one) < idOf(other) ? -1 : idOf(one) > idOf(other) ? 1 : 0))
}

/**
 * A database gives rows in no order of its own, and in another one after any of them was written. Session and order
 * creation have to list the same lines in the same order.
 */
function inStableOrder(cart: Cart): Cart {
  const items = byId(cart.items ?? []).map((item) =>
    item?.product?.categories
      ? { ...item, product: { ...item.product, categories: byId(item.product.categories) } }
      : item,
  )
  return {
    ...cart,
    items,
    shipping_methods: byId(cart.shipping_methods ?? []),
    credit_lines: byId(cart.credit_lines ?? []),
  }
}

/** Medusa's query resolves one parent of a category; the rest of its path is read by id. */
async function readCategoryNames(query: Query, ids: string[]): Promise<CategoryNames> {
  if (ids.length === 0) {
    return new Map()
  }
  const { data } = await query.graph({ entity: "product_category", fields: ["id", "name"], filters: { id: ids } })
  return new Map(data.map(({ id, name }) => [id, name]))
}
