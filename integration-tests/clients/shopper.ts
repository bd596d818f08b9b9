import { createHttpClient, type HttpClient } from "./http"

export interface Address {
  first_name: string
  last_name: string
  address_1: string
  address_2?: string
  company?: string
  postal_code: string
  city: string
  country_code: string
  phone?: string
}

export interface Item {
  variantId: string
  quantity: number
}

export interface PaymentSession {
  id: string
  provider_id: string
  status: string
  amount: number
  data: { pay_id: string; client_token: string; pay_type: string; flow: string; [name: string]: unknown }
}

export interface Cart {
  id: string
  total: number
  currency_code: string
  payment_collection?: { id: string }
}

export type Completion =
  | { type: "order"; order: { id: string; display_id: number; total: number; currency_code: string } }
  | { type: "cart"; cart: Cart; error: { message: string; type: string; name: string } }

export interface Shopper {
  http: HttpClient
  createCart(input: {
    regionId: string
    email: string
    address: Address
    shippingAddress?: Address
    items: Item[]
    shippingOptionId?: string
    promotionCodes?: string[]
  }): Promise<Cart>
  /** Opens a payment session, with a payment collection where the cart has none yet. */
  openSession(cartId: string, providerId: string, data?: Record<string, unknown>): Promise<PaymentSession>
  /** Hands Klarna's authorization token in. */
  confirm(sessionId: string, authorizationToken: string): Promise<void>
  /** What a return page polls. */
  readStatus(sessionId: string): Promise<{
    status: string
    order_id?: string
    redirect_url?: string
    error?: { code: string; message: string }
  }>
  complete(cartId: string): Promise<Completion>
}

/** A shopper at the store API, as a storefront would speak for one. */
export function createShopper(backendUrl: string, publishableKey: string, token?: string): Shopper {
  const http = createHttpClient(backendUrl, {
    "x-publishable-api-key": publishableKey,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  })
  return {
    http,
    async createCart({ regionId, email, address, shippingAddress, items, shippingOptionId, promotionCodes }) {
      const { cart } = await http.post<{ cart: Cart }>("/store/carts", {
        region_id: regionId,
        email,
        billing_address: address,
        shipping_address: shippingAddress ?? address,
        items: items.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })),
      })
      if (shippingOptionId) {
        await http.post(`/store/carts/${cart.id}/shipping-methods`, { option_id: shippingOptionId })
      }
      if (promotionCodes) {
        await http.post(`/store/carts/${cart.id}/promotions`, { promo_codes: promotionCodes })
      }
      return (await http.get<{ cart: Cart }>(`/store/carts/${cart.id}`)).cart
    },
    async openSession(cartId, providerId, data) {
      const { payment_collection } = await http.post<{ payment_collection: { id: string } }>(
        "/store/payment-collections",
        { cart_id: cartId },
      )
      const opened = await http.post<{ payment_collection: { payment_sessions: PaymentSession[] } }>(
        `/store/payment-collections/${payment_collection.id}/payment-sessions`,
        { provider_id: providerId, ...(data ? { data } : {}) },
      )
      const session = opened.payment_collection.payment_sessions.find(({ provider_id }) => provider_id === providerId)
      if (!session) {
        throw new Error(`No payment session of ${providerId} was opened`)
      }
      return session
    },
    async confirm(sessionId, authorizationToken) {
      await http.post(`/store/paygate-klarna/payment-sessions/${sessionId}/authorization`, {
        authorization_token: authorizationToken,
      })
    },
    readStatus: (sessionId) => http.get(`/store/paygate-klarna/payment-sessions/${sessionId}`),
    complete: (cartId) => http.post<Completion>(`/store/carts/${cartId}/complete`),
  }
}
