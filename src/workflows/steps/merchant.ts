import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import {
  changeLines,
  moveForMerchant,
  releaseForMerchant,
  tellAddress,
  tellInvoice,
  tellReference,
} from "../../reconciliation"
import type {
  AddressBody,
  CaptureBody,
  OrderLinesBody,
  ReferenceBody,
  RefundBody,
  ResendInvoiceBody,
} from "../../types/payment"
import { findPayment } from "./_find-payment"
import type { PaymentReference } from "./read-payment"

export type AddressInput = PaymentReference & AddressBody
export type ReferenceInput = PaymentReference & ReferenceBody
export type OrderLinesInput = PaymentReference & OrderLinesBody
export type CaptureInput = PaymentReference & CaptureBody
export type RefundInput = PaymentReference & RefundBody
export type ResendInvoiceInput = PaymentReference & ResendInvoiceBody

/** What the answer is about: the payment as it was asked for, and the operation. */
interface Done extends PaymentReference {
  operation_id: string | null
}

/** A step that sends one call about a payment, and answers what {@link readPaymentStep} takes. */
function merchantStep<Input extends PaymentReference>(
  name: string,
  act: (container: MedusaContainer, payment: PaygatePaymentRecord, input: Input) => Promise<string | undefined>,
) {
  // Nothing is undone by itself: what a merchant has done at Klarna stays done whatever comes after it.
  return createStep(name, async (input: Input, { container }) => {
    const operation_id = await act(container, await findPayment(container, input.id), input)
    return new StepResponse<Done>({ id: input.id, operation_id: operation_id ?? null })
  })
}

export const updateAddressStep = merchantStep(
  "update-paygate-klarna-address",
  (container, payment, { billing_address, shipping_address }: AddressInput) =>
    tellAddress(container, payment, { billing_address, shipping_address }),
)

export const updateReferenceStep = merchantStep(
  "update-paygate-klarna-reference",
  (container, payment, { ref_nr }: ReferenceInput) => tellReference(container, payment, ref_nr),
)

export const updateOrderLinesStep = merchantStep(
  "update-paygate-klarna-order-lines",
  (container, payment, { amount, items }: OrderLinesInput) => changeLines(container, payment, { amount, items }),
)

export const captureStep = merchantStep(
  "capture-paygate-klarna-payment",
  (container, payment, { amount, items, shipping_info, release_remaining }: CaptureInput) =>
    moveForMerchant(container, payment, "capture", {
      amount,
      items,
      shippingInfo: shipping_info,
      completes: release_remaining,
    }),
)

export const refundStep = merchantStep(
  "refund-paygate-klarna-payment",
  (container, payment, { amount, items, note }: RefundInput) =>
    moveForMerchant(container, payment, "credit", { amount, items, note }),
)

export const releaseStep = merchantStep("release-paygate-klarna-payment", (container, payment) =>
  releaseForMerchant(container, payment),
)

export const resendInvoiceStep = merchantStep(
  "resend-paygate-klarna-invoice",
  (container, payment, { invoice_nr }: ResendInvoiceInput) => tellInvoice(container, payment, invoice_nr),
)
