export { captureWorkflow } from "./capture"
export { checkHealthWorkflow } from "./check-health"
export { forgetCustomerWorkflow } from "./forget-customer"
export { forgetDetailsWorkflow } from "./forget-details"
export { forgetLeftoversWorkflow } from "./forget-leftovers"
export { keepAuthorizationTokenWorkflow } from "./keep-authorization-token"
export { listAttentionWorkflow } from "./list-attention"
export { listOrderPaymentsWorkflow } from "./list-order-payments"
export { openTestSessionWorkflow } from "./open-test-session"
export { processNotificationsWorkflow } from "./process-notifications"
export { readPaymentWorkflow } from "./read-payment"
export { readRegionWorkflow } from "./read-region"
export { receiveNotificationWorkflow } from "./receive-notification"
export { reconcileDuePaymentsWorkflow } from "./reconcile-due-payments"
export { reconcilePaymentWorkflow } from "./reconcile-payment"
export { refundWorkflow } from "./refund"
export { releaseWorkflow } from "./release"
export { resendInvoiceWorkflow } from "./resend-invoice"
export { settleOrderWorkflow } from "./settle-order"
export { syncPaymentWorkflow } from "./sync-payment"
export { tellPaygateWorkflow } from "./tell-paygate"
export { updateAddressWorkflow } from "./update-address"
export { updateOrderLinesWorkflow } from "./update-order-lines"
export { updateReferenceWorkflow } from "./update-reference"
export { watchAuthorizationsWorkflow } from "./watch-authorizations"

export type { AttentionEntry, AttentionResponse } from "../types/attention"
export type { HealthResponse, TestSessionBody, TestSessionResponse } from "../types/health"
export type {
  OrderPaymentsResponse,
  PaygateOperationResponse,
  PaygatePaymentActionResponse,
  PaygatePaymentResponse,
} from "../types/payment"
export type { RegionResponse } from "../types/region"
export type { ForgetCustomerInput } from "./steps/forget-customer"
export type { ListAttentionInput } from "./steps/list-attention"
export type { OrderReference } from "./steps/list-order-payments"
export type {
  AddressInput,
  CaptureInput,
  OrderLinesInput,
  ReferenceInput,
  RefundInput,
  ResendInvoiceInput,
} from "./steps/merchant"
export type { PaymentReference, ReadPaymentInput } from "./steps/read-payment"
export type { RegionReference } from "./steps/read-region"
