import type { LedgerPayment, Simulator } from "../../src/simulator"
import { createMerchant, type Merchant } from "../clients/merchant"
import {
  createShopper,
  type Address,
  type Cart,
  type Completion,
  type PaymentSession,
  type Shopper,
} from "../clients/shopper"
import { demoAdmin } from "../shop/seed/staff"
import type { ShopSuite } from "../shop/suite"

/** Klarna's published sample shoppers (docs.klarna.com, sample customer data), and a few of our own. */
export const ADDRESSES = {
  de: {
    first_name: "Mock",
    last_name: "Mock",
    address_1: "Neue Schönhauser Str. 2",
    postal_code: "10178",
    city: "Berlin",
    country_code: "de",
  },
  se: {
    first_name: "Alice",
    last_name: "Åström",
    address_1: "Södra Blasieholmshamnen 2",
    postal_code: "111 48",
    city: "Stockholm",
    country_code: "se",
  },
  gb: {
    first_name: "Mock",
    last_name: "Mock",
    address_1: "New Burlington St 13",
    postal_code: "W1S 3BG",
    city: "London",
    country_code: "gb",
  },
  no: {
    first_name: "Mock",
    last_name: "Mock",
    address_1: "Edvard Munchs Plass 1",
    postal_code: "0194",
    city: "Oslo",
    country_code: "no",
  },
} as const satisfies Record<string, Address>

export type Market = keyof typeof ADDRESSES

export interface CartInput {
  market?: Market
  email?: string
  address?: Address
  shippingAddress?: Address
  /** Quantity by SKU. */
  items?: Record<string, number>
  promotionCodes?: string[]
  shopper?: Shopper
}

/** What a test does, in a few words each; actors are made for the suite they act in. */
export interface Scene {
  shopper: Shopper
  merchant: Merchant
  /** The simulator, as new for each test. */
  paygate: Simulator
  /** A payment's page in the simulator's ledger, amounts in minor units. */
  ledger(payId: string): LedgerPayment
  /** What Klarna's widget gives the browser. */
  klarnaToken(clientToken: string): string
  fillCart(input?: CartInput): Promise<Cart>
  openSession(cart: Pick<Cart, "id">, data?: Record<string, unknown>, shopper?: Shopper): Promise<PaymentSession>
  /** Klarna's widget and the hand-over of its token. */
  confirm(session: PaymentSession): Promise<void>
  /** A cart from start to order. */
  buy(input?: CartInput, data?: Record<string, unknown>): Promise<Bought>
  /** An order that Klarna still decides on, so that Medusa has no payment of it. */
  buyPending(): Promise<Omit<Bought, "paymentId">>
}

export interface Bought {
  orderId: string
  paymentId: string
  payId: string
  sessionId: string
  /** Major units. */
  total: number
}

/** The order of a completion. Throws what the shopper would read when there is none. */
export function orderOf(completion: Completion) {
  if (completion.type !== "order") {
    throw new Error(`No order: ${completion.error.message}`)
  }
  return completion.order
}

/** The sums that matter to an accountant, in minor units. */
export function sumsOf({ authorized, captured, credited, released, remaining }: LedgerPayment) {
  return { authorized, captured, credited, released, remaining }
}

/** Makes the actors; call it from within a test, when the shop is up. */
export async function createScene({ shop, paygate: simulator, backendUrl }: ShopSuite): Promise<Scene> {
  const facts = shop()
  const shopper = createShopper(backendUrl(), facts.publishableKey)
  const paygate = simulator()
  paygate.reset()
  const merchant = await createMerchant(backendUrl(), demoAdmin)

  const scene: Scene = {
    shopper,
    merchant,
    paygate,
    ledger(payId) {
      const payment = paygate.payment(payId)
      if (!payment) {
        throw new Error(`Paygate knows no payment ${payId}`)
      }
      return payment
    },
    klarnaToken(clientToken) {
      const { authorization_token } = paygate.authorize({ client_token: clientToken })
      if (!authorization_token) {
        throw new Error("Klarna's widget gave no token")
      }
      return authorization_token
    },
    fillCart({ market = "de", email, address, shippingAddress, items, promotionCodes, shopper: buyer = shopper } = {}) {
      return buyer.createCart({
        regionId: facts.regionIds[market],
        email: email ?? `customer@email.${market}`,
        address: address ?? ADDRESSES[market],
        ...(shippingAddress ? { shippingAddress } : {}),
        items: Object.entries(items ?? { "SHIRT-M": 2, "BOOK-HARD": 1 }).map(([sku, quantity]) => ({
          variantId: facts.variants[sku] ?? "",
          quantity,
        })),
        shippingOptionId: facts.shippingOptionId,
        ...(promotionCodes ? { promotionCodes } : {}),
      })
    },
    openSession: (cart, data, buyer = shopper) => buyer.openSession(cart.id, facts.providerId, data),
    async confirm(session) {
      await shopper.confirm(session.id, scene.klarnaToken(session.data.client_token))
    },
    async buy(input, data) {
      const cart = await scene.fillCart(input)
      const session = await scene.openSession(cart, data, input?.shopper)
      await scene.confirm(session)
      const order = orderOf(await (input?.shopper ?? shopper).complete(cart.id))
      const payment = await merchant.readPayment(order.id)
      return {
        orderId: order.id,
        paymentId: payment.id,
        payId: session.data.pay_id,
        sessionId: session.id,
        total: order.total,
      }
    },
    async buyPending() {
      const cart = await scene.fillCart({ email: "customer+pending@email.de" })
      const session = await scene.openSession(cart)
      await scene.confirm(session)
      const order = orderOf(await shopper.complete(cart.id))
      return { orderId: order.id, sessionId: session.id, payId: session.data.pay_id, total: order.total }
    },
  }
  return scene
}
