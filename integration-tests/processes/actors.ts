import { randomUUID } from "node:crypto"
import type { Simulator } from "../../src/simulator"
import { createHttpClient, type HttpClient } from "../clients/http"
import { createMerchant, type Merchant } from "../clients/merchant"
import { createShopper, type Shopper } from "../clients/shopper"
import { ADDRESSES, orderOf } from "../http/scene"
import { demoAdmin } from "../shop/seed/staff"
import { STOP_HEADER } from "./messages"
import type { StoreProcess } from "./start-store"

/** A cart whose shopper has confirmed at Klarna. */
export interface Purchase {
  cartId: string
  sessionId: string
  payId: string
  /** Major units. */
  total: number
}

/** What came of it. */
export interface Bought extends Purchase {
  orderId: string
  paymentId: string
}

/** Who acts in one store process, and how. */
export interface Actors {
  shopper: Shopper
  merchant: Merchant
  paygate: Simulator
  /** The admin API; with a stop, its requests are to stop there. */
  admin: (stop?: { request: string; point: string }) => HttpClient
  /** The store API, likewise. */
  storefront: (stop?: { request: string; point: string }) => HttpClient
  fillCart: (email?: string) => Promise<string>
  /** Opens a session for the cart and confirms it at Klarna. */
  pay: (cartId: string) => Promise<Purchase>
  buy: () => Promise<Bought>
  /** Settles what is open of a payment, and repairs Medusa. */
  sync: (paymentOrSessionId: string) => Promise<unknown>
}

/** Two shirts and a book, which comes to an odd amount. */
const ITEMS = { "SHIRT-M": 2, "BOOK-HARD": 1 }

export async function createActors({ backendUrl, facts }: StoreProcess, paygate: Simulator): Promise<Actors> {
  const shopper = createShopper(backendUrl, facts.publishableKey)
  const { token } = await createHttpClient(backendUrl).post<{ token: string }>("/auth/user/emailpass", demoAdmin)
  const merchant = await createMerchant(backendUrl, demoAdmin)
  const client = (headers: Record<string, string>, stop?: { request: string; point: string }) =>
    createHttpClient(backendUrl, { ...headers, ...(stop ? { [STOP_HEADER]: `${stop.request}; ${stop.point}` } : {}) })

  const actors: Actors = {
    shopper,
    merchant,
    paygate,
    admin: (stop) => client({ authorization: `Bearer ${token}` }, stop),
    storefront: (stop) => client({ "x-publishable-api-key": facts.publishableKey }, stop),
    // Medusa creates a guest's customer for the first cart of an address, and two at once would meet there.
    async fillCart(email = `${randomUUID()}@email.de`) {
      const { id } = await shopper.createCart({
        regionId: facts.regionId,
        email,
        address: ADDRESSES.de,
        items: Object.entries(ITEMS).map(([sku, quantity]) => ({ variantId: facts.variants[sku] ?? "", quantity })),
        shippingOptionId: facts.shippingOptionId,
      })
      return id
    },
    async pay(cartId) {
      const session = await shopper.openSession(cartId, facts.providerId)
      const { authorization_token } = paygate.authorize({ client_token: session.data.client_token })
      await shopper.confirm(session.id, authorization_token ?? "")
      return { cartId, sessionId: session.id, payId: session.data.pay_id, total: session.amount }
    },
    async buy() {
      const purchase = await actors.pay(await actors.fillCart())
      const order = orderOf(await shopper.complete(purchase.cartId))
      return { ...purchase, orderId: order.id, paymentId: (await merchant.readPayment(order.id)).id }
    },
    sync: (id) => actors.admin().post(`/admin/paygate-klarna/payments/${id}/sync`),
  }
  return actors
}
