import { createHttpClient, type HttpClient } from "./http"

export interface Payment {
  id: string
  amount: number
  currency_code: string
  provider_id: string
  captured_at: string | null
  canceled_at: string | null
  data: Record<string, unknown>
  captures: { id: string; amount: number }[]
  refunds: { id: string; amount: number }[]
}

export interface Order {
  id: string
  display_id: number
  status: string
  payment_status: string
  total: number
  currency_code: string
  payment_collections: { id: string; status: string; amount: number; payments: Payment[] }[]
}

export interface Merchant {
  http: HttpClient
  readOrder(orderId: string): Promise<Order>
  /** The order's only payment. Throws when there is none. */
  readPayment(orderId: string): Promise<Payment>
  /** Amounts in major units; all that is left without one. */
  capture(paymentId: string, amount?: number): Promise<Payment>
  refund(paymentId: string, amount: number): Promise<Payment>
  cancelOrder(orderId: string): Promise<Order>
}

const ORDER_FIELDS =
  "fields=*payment_collections,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"

/** The merchant at Medusa's admin API. */
export async function createMerchant(
  backendUrl: string,
  credentials: { email: string; password: string },
): Promise<Merchant> {
  const { token } = await createHttpClient(backendUrl).post<{ token: string }>("/auth/user/emailpass", credentials)
  const http = createHttpClient(backendUrl, { authorization: `Bearer ${token}` })
  const merchant: Merchant = {
    http,
    readOrder: async (id) => (await http.get<{ order: Order }>(`/admin/orders/${id}?${ORDER_FIELDS}`)).order,
    async readPayment(orderId) {
      const order = await merchant.readOrder(orderId)
      const payments = order.payment_collections.flatMap((collection) => collection.payments)
      if (!payments[0] || payments.length > 1) {
        throw new Error(`Order ${orderId} has ${payments.length} payments`)
      }
      return payments[0]
    },
    capture: async (id, amount) =>
      (await http.post<{ payment: Payment }>(`/admin/payments/${id}/capture`, amount === undefined ? {} : { amount }))
        .payment,
    refund: async (id, amount) =>
      (await http.post<{ payment: Payment }>(`/admin/payments/${id}/refund`, { amount })).payment,
    cancelOrder: async (id) => (await http.post<{ order: Order }>(`/admin/orders/${id}/cancel`)).order,
  }
  return merchant
}
