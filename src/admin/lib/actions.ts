import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query"
import { toast } from "@medusajs/ui"
import type { TestSessionBody, TestSessionResponse } from "../../types/health"
import type {
  AddressBody,
  CaptureBody,
  OrderLinesBody,
  PaygatePaymentActionResponse,
  RefundBody,
  ReferenceBody,
  ResendInvoiceBody,
} from "../../types/payment"
import { describeFailure } from "./failure"
import { describeSync } from "./operation"
import { QUERY_KEY } from "./queries"
import { request } from "./request"
import { useTexts } from "./texts"

/** What a merchant can do with a payment: the last part of the route, and what it takes. */
export interface ActionBodies {
  captures: CaptureBody
  refunds: RefundBody
  release: Record<string, never>
  address: AddressBody
  reference: ReferenceBody
  "order-lines": OrderLinesBody
  "resend-invoice": ResendInvoiceBody
  sync: Record<string, never>
}

export type ActionMutation<Name extends keyof ActionBodies> = UseMutationResult<
  PaygatePaymentActionResponse,
  Error,
  ActionBodies[Name]
>

/**
 * One action on a payment. Order and payment are read again afterwards, also when it failed: a call that was sent is in
 * the timeline either way.
 */
export function usePaymentAction<Name extends keyof ActionBodies>(
  paymentId: string,
  name: Name,
  describeSuccess: (answer: PaygatePaymentActionResponse) => string,
): ActionMutation<Name> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ActionBodies[Name]) =>
      request<PaygatePaymentActionResponse>(`payments/${paymentId}/${name}`, body),
    onSuccess: (answer) => void toast.success(describeSuccess(answer)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [QUERY_KEY] }),
        client.invalidateQueries({ queryKey: ["orders"] }),
      ]),
  })
}

/** Asks Paygate how a payment stands; sums that still differ are said to, and an outcome that is still open. */
export function useSync(paymentId: string): ActionMutation<"sync"> {
  const { t } = useTexts()
  return usePaymentAction(paymentId, "sync", (answer) => describeSync(answer, t))
}

/** For an action without a form of its own: its failure is a toast. */
export function useFailureToast(): (error: unknown) => void {
  const { t } = useTexts()
  return (error) => void toast.error(t("failure.title"), { description: describeFailure(error, t) })
}

export function useTestSession(): UseMutationResult<TestSessionResponse, Error, TestSessionBody> {
  return useMutation({
    mutationFn: (body: TestSessionBody) => request<TestSessionResponse>("health/test-session", body),
  })
}
