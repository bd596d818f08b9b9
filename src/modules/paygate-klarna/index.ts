import type { ModuleExports } from "@medusajs/framework/types"
import { Module } from "@medusajs/framework/utils"
import requirePaymentProvider from "./loaders/require-payment-provider"
import { PAYGATE_KLARNA_BOOKS } from "./name"
import { PaygateKlarnaBooks } from "./service"

export { haveSameSums, remainingAmount } from "./accounting"
export type { AttentionRow } from "./attention-books"
export type { CheckClaim } from "./check-books"
export { PAYGATE_KLARNA_BOOKS } from "./name"
export { OperationOpenError, PaymentClosedError, SumsMovedError } from "./errors"
export type { NotificationDraft } from "./notification-books"
export { ADOPTION_MINUTES, PROCESSING_MINUTES } from "./operation-books"
export { PaygateKlarnaBooks } from "./service"
export type {
  HostedVisit,
  InquiryDraft,
  ItemQuantity,
  OperationDraft,
  PaygateCarryOverRecord,
  PaygateNotificationRecord,
  PaygateOperationRecord,
  PaygatePaymentRecord,
  PaymentChanges,
  Settlement,
  UnsentStep,
} from "./records"
export type { OperationKind, StepKind } from "./kinds"
export type { VisitResult } from "./visit-books"
export { isOrderedByPaygate, unreportedVisits } from "./visits"

// Named so that the declaration refers to the framework: a store need not have the package that declares the type.
export default Module(PAYGATE_KLARNA_BOOKS, {
  service: PaygateKlarnaBooks,
  loaders: [requirePaymentProvider],
}) satisfies ModuleExports<typeof PaygateKlarnaBooks>
