import { randomUUID } from "node:crypto"
import type { OrderDTO } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, generateEntityId, Modules } from "@medusajs/framework/utils"
import { resolveConnection } from "../../src/connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { CALLS } from "../../src/paygate"
import { purchaseOf, readSession, type Purchase } from "../../src/purchase"
import { ADDRESSES } from "../http/scene"
import type { ShopSuite } from "../shop/suite"
import { fromMinor, toMajor } from "./amounts"
import type { Sql } from "./look"

/** Orders made at once: Medusa's order module is quicker with many. */
const BATCH = 25

export const QUANTITY = 3
const UNIT_PRICE = 19.99
const REST = 4.95
const TOTAL = fromMinor(Math.round((QUANTITY * UNIT_PRICE + REST) * 100))

const taxed = { is_tax_inclusive: true, requires_shipping: false, tax_lines: [{ rate: 19, code: "de-vat" }] }

/** An order whose authorization nothing has been captured of. */
export interface PaidOrder {
  orderId: string
  /** The line whose quantity changes. */
  itemId: string
  transId: string
  payId: string
  /** Id in the books. */
  paymentId: string
}

type Row = Record<string, unknown>

/** What paying an order leaves in the database, besides the order. */
interface Paid {
  payment_collection: Row[]
  order_payment_collection: Row[]
  payment_session: Row[]
  payment: Row[]
  paygate_klarna_payment: Row[]
  paygate_klarna_operation: Row[]
}

const TABLES: Record<keyof Paid, string> = {
  payment_collection: "select c.* from payment_collection c where c.id = ?",
  order_payment_collection: "select l.* from order_payment_collection l where l.payment_collection_id = ?",
  payment_session: "select s.* from payment_session s where s.payment_collection_id = ?",
  payment: "select p.* from payment p where p.payment_collection_id = ?",
  paygate_klarna_payment:
    "select b.* from paygate_klarna_payment b join payment_session s on s.id = b.payment_session_id where s.payment_collection_id = ?",
  paygate_klarna_operation:
    "select o.* from paygate_klarna_operation o join paygate_klarna_payment b on b.id = o.payment_id join payment_session s on s.id = b.payment_session_id where s.payment_collection_id = ?",
}

const asColumn = (value: unknown) =>
  value !== null && typeof value === "object" && !(value instanceof Date) ? JSON.stringify(value) : value

/**
 * Paid orders by the hundred. The first is paid by Medusa's payment module and the provider; the others are paid at
 * Paygate by the plugin's client and get copies of its rows, which takes a tenth of the time.
 */
export class PaidOrders {
  private ready: Promise<PaidOrder[]> = Promise.resolve([])
  private model: Promise<{ rows: Paid; purchase: Purchase }> | undefined

  constructor(
    private readonly suite: ShopSuite,
    private readonly sql: Sql,
  ) {}

  async next(): Promise<PaidOrder> {
    const batch = await (this.ready = this.ready.then((left) => (left.length > 0 ? left : this.make())))
    return batch.shift() ?? this.next()
  }

  private async make(): Promise<PaidOrder[]> {
    this.model ??= this.createOrders(1).then(([order]) => this.payForReal(order!))
    const { rows, purchase } = await this.model
    const orders = await this.createOrders(BATCH)
    const copies: Awaited<ReturnType<PaidOrders["copy"]>>[] = []
    for (const order of orders) {
      copies.push(await this.copy(order, rows, purchase))
    }
    const database = this.suite.getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    for (const table of Object.keys(TABLES) as (keyof Paid)[]) {
      await database(table).insert(copies.flatMap((copied) => copied.rows[table]))
    }
    return copies.map(({ paid }) => paid)
  }

  private async createOrders(count: number): Promise<OrderDTO[]> {
    const address = ADDRESSES.de
    return this.suite
      .getContainer()
      .resolve(Modules.ORDER)
      .createOrders(
        Array.from({ length: count }, () => ({
          currency_code: "eur",
          email: "customer@email.de",
          region_id: this.suite.shop().regionId,
          status: "pending" as const,
          billing_address: address,
          shipping_address: address,
          items: [
            { title: "Shirt", quantity: QUANTITY, unit_price: UNIT_PRICE, ...taxed },
            { title: "Cup", quantity: 1, unit_price: REST, ...taxed },
          ],
        })),
      )
  }

  private async payForReal(order: OrderDTO): Promise<{ rows: Paid; purchase: Purchase }> {
    const container = this.suite.getContainer()
    const payments = container.resolve(Modules.PAYMENT)
    const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
    const provider_id = this.suite.shop().providerId
    const money = { currency_code: "eur", amount: toMajor(TOTAL) }
    const [collection] = await payments.createPaymentCollections([money])
    const collectionId = collection!.id
    await container.resolve(ContainerRegistrationKeys.LINK).create({
      [Modules.ORDER]: { order_id: order.id },
      [Modules.PAYMENT]: { payment_collection_id: collectionId },
    })
    const session = await payments.createPaymentSession(collectionId, { provider_id, ...money, data: {} })
    const found = await readSession(container.resolve(ContainerRegistrationKeys.QUERY), session.id)
    const purchase = purchaseOf(found, () => "DE", this.connection().options)
    const { authorization_token = "" } = this.suite
      .paygate()
      .authorize({ client_token: String(session.data?.["client_token"]) })
    const { id } = (await books.findPaymentBySession(session.id))!
    await books.updatePaygatePayments({ id, authorization_token, authorization_token_at: new Date() })
    await payments.authorizePaymentSession(session.id, {})
    const tables = await Promise.all(
      Object.entries(TABLES).map(
        async ([table, query]) => [table, await this.sql<Row>(query, [collectionId])] as const,
      ),
    )
    return { rows: Object.fromEntries(tables) as unknown as Paid, purchase }
  }

  private connection() {
    const config = this.suite.getContainer().resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    return resolveConnection(config, this.suite.shop().providerId)
  }

  /** Has Klarna authorize the purchase under another TransID. Answers the PayID. */
  private async payAtPaygate(TransID: string, purchase: Purchase): Promise<string> {
    const { client, options } = this.connection()
    const money = {
      TransID,
      Amount: purchase.minorAmount,
      TaxAmount: purchase.minorTaxAmount,
      Currency: purchase.currency,
    }
    const goods = { ArticleList: { order_lines: purchase.lines }, ...purchase.addresses }
    const { answer } = await client.send(CALLS.createSession, {
      ...money,
      ...goods,
      Language: "DE",
      Account: typeof options.account === "string" ? options.account : (options.account.default ?? ""),
      URLConfirm: options.storefront_url,
      PayType: "pay_later",
    })
    const PayID = answer.PayID!
    const { authorization_token: TokenExt = "" } = this.suite.paygate().authorize({ client_token: answer.AccessToken! })
    await client.send(CALLS.createOrder, { ...money, ...goods, PayID, TokenExt })
    return PayID
  }

  private async copy(order: OrderDTO, rows: Paid, purchase: Purchase): Promise<{ paid: PaidOrder; rows: Paid }> {
    const transId = generateEntityId(undefined, "payses")
    const payId = await this.payAtPaygate(transId, purchase)
    const paymentId = generateEntityId(undefined, "pgkpay")
    const collection = generateEntityId(undefined, "pay_col")
    const data = { ...(rows.payment[0]!["data"] as object), session_id: transId, pay_id: payId }
    const as = (table: keyof Paid, changes: () => Row): Row[] =>
      rows[table].map((row) =>
        Object.fromEntries(Object.entries({ ...row, ...changes() }).map(([name, value]) => [name, asColumn(value)])),
      )
    return {
      paid: {
        orderId: order.id,
        itemId: order.items!.find(({ title }) => title === "Shirt")!.id,
        transId,
        payId,
        paymentId,
      },
      rows: {
        payment_collection: as("payment_collection", () => ({ id: collection })),
        order_payment_collection: as("order_payment_collection", () => ({
          id: generateEntityId(undefined, "ordpay"),
          order_id: order.id,
          payment_collection_id: collection,
        })),
        payment_session: as("payment_session", () => ({ id: transId, payment_collection_id: collection, data })),
        payment: as("payment", () => ({
          id: generateEntityId(undefined, "pay"),
          payment_collection_id: collection,
          payment_session_id: transId,
          data,
        })),
        paygate_klarna_payment: as("paygate_klarna_payment", () => ({
          id: paymentId,
          payment_session_id: transId,
          trans_id: transId,
          pay_id: payId,
        })),
        paygate_klarna_operation: as("paygate_klarna_operation", () => ({ id: randomUUID(), payment_id: paymentId })),
      },
    }
  }
}
