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

/** Who moves money. */
interface Actor {
  /** Id of the user or secret API key that Medusa's capture or refund is to name; nobody for what is done by itself. */
  created_by?: string | undefined
}

export type AddressInput = PaymentReference & AddressBody
export type ReferenceInput = PaymentReference & ReferenceBody
export type OrderLinesInput = PaymentReference & OrderLinesBody
export type CaptureInput = PaymentReference & CaptureBody & Actor
export type RefundInput = PaymentReference & RefundBody & Actor
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
  (container, payment, { amount, items, shipping_info, release_remaining, created_by }: CaptureInput) =>
    moveForMerchant(container, payment, "capture", {
      amount,
      items,
      shippingInfo: shipping_info,
      completes: release_remaining,
      createdBy: created_by,
    }),
)

export const refundStep = merchantStep(
  "refund-paygate-klarna-payment",
  (container, payment, { amount, items, note, created_by }: RefundInput) =>
    moveForMerchant(container, payment, "credit", { amount, items, note, createdBy: created_by }),
)

export const releaseStep = merchantStep("release-paygate-klarna-payment", (container, payment) =>
  releaseForMerchant(container, payment),
)

export const resendInvoiceStep = merchantStep(
  "resend-paygate-klarna-invoice",
  (container, payment, { invoice_nr }: ResendInvoiceInput) => tellInvoice(container, payment, invoice_nr),
)
