import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import type { AttentionResponse } from "../../types/attention"
import type { HealthResponse } from "../../types/health"
import type { OrderPaymentsResponse, PaygatePaymentResponse } from "../../types/payment"
import type { RegionResponse } from "../../types/region"
import { request } from "./request"
import { isWaiting } from "./status"

/** Of everything the plugin's own routes answer. */
export const QUERY_KEY = "paygate-klarna"

const WAITING_INTERVAL_MS = 5_000

async function readOrderPayments(orderId: string): Promise<PaygatePaymentResponse[]> {
  const { payments: ids } = await request<OrderPaymentsResponse>(`orders/${orderId}`)
  const found = await Promise.all(ids.map((id) => request<PaygatePaymentResponse>(`payments/${id}`)))
  // After an order change, Medusa's old and new payment are the same one of Paygate's; the new one counts.
  return [...new Map(found.map((one) => [one.payment.trans_id, one])).values()]
}

/**
 * The Klarna payments of an order, oldest first; none for an order that is paid otherwise. Read again whenever the order
 * changes in the dashboard, and every few seconds while something is still to come.
 */
export function useOrderPayments(order: { id: string }): UseQueryResult<PaygatePaymentResponse[]> {
  const client = useQueryClient()
  const shown = useRef(order)
  useEffect(() => {
    if (shown.current === order) return
    shown.current = order
    void client.invalidateQueries({ queryKey: [QUERY_KEY, "order", order.id] })
  }, [client, order])
  return useQuery({
    queryKey: [QUERY_KEY, "order", order.id],
    queryFn: () => readOrderPayments(order.id),
    refetchInterval: ({ state }) => (state.data?.some(isWaiting) ? WAITING_INTERVAL_MS : false),
  })
}

export function useHealth(): UseQueryResult<HealthResponse> {
  return useQuery({ queryKey: [QUERY_KEY, "health"], queryFn: () => request<HealthResponse>("health") })
}

export function useAttention(limit: number, offset: number): UseQueryResult<AttentionResponse> {
  return useQuery({
    queryKey: [QUERY_KEY, "attention", limit, offset],
    queryFn: () => request<AttentionResponse>(`attention?limit=${limit}&offset=${offset}`),
    // The dashboard's own minute and a half would show what was settled meanwhile.
    staleTime: 0,
    placeholderData: (previous) => previous,
  })
}

export function useRegion(id: string): UseQueryResult<RegionResponse> {
  return useQuery({ queryKey: [QUERY_KEY, "region", id], queryFn: () => request<RegionResponse>(`regions/${id}`) })
}
