import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { fillOrderRefNr, type Country } from "../../connection"
import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import {
  changeAddress,
  changeReference,
  openContext,
  resendInvoice,
  withPayment,
  type OperationContext,
} from "../../operations"
import {
  changedAddress,
  fingerprint,
  readOrderFacts,
  requireFitting,
  shippingFields,
  type AddressesToTell,
  type OrderAddresses,
  type OrderFacts,
} from "../../purchase"
import { refusal } from "../../refusals"
import { findOrderOfSession } from "../orders"

/** An order as far as Klarna is told of it beside its lines; nothing where there is none yet. */
export async function findOrderFacts(
  container: MedusaContainer,
  { payment_session_id }: PaygatePaymentRecord,
): Promise<OrderFacts | undefined> {
  const orderId = await findOrderOfSession(container, payment_session_id)
  return orderId ? readOrderFacts(container.resolve(ContainerRegistrationKeys.QUERY), orderId) : undefined
}

/** The fingerprint by which a shipping address of an order is known again. */
export function shippingFingerprint(order: OrderAddresses, { options }: OperationContext): string {
  return fingerprint(shippingFields(order), options.hmac_key[0])
}

/**
 * Tells Klarna of changed addresses; the order in Medusa stays as it is. Without any given, those of the order as it
 * stands. Answers the operation's id.
 */
export async function tellAddress(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
  given: AddressesToTell,
): Promise<string> {
  const context = openContext(container, found.provider_id)
  const order = await findOrderFacts(container, found)
  const isNoneGiven = !given.billing_address && !given.shipping_address
  const addresses: AddressesToTell = isNoneGiven
    ? {
        billing_address: order?.billing_address ?? undefined,
        shipping_address: order?.shipping_address ?? undefined,
      }
    : given
  if (!addresses.billing_address && !addresses.shipping_address) {
    throw refusal("order_missing")
  }
  requireFitting(order ?? {}, given)
  const { fields, known } = changedAddress(order ?? {}, addresses, found.country_code as Country)
  return withPayment(context, found, (payment) =>
    changeAddress(context, payment, {
      fields,
      known: { addresses_fingerprint: fingerprint(known, context.options.hmac_key[0]) },
      // What the merchant has told goes before what the order says, until that changes.
      told: order?.shipping_address ? { told_address_fingerprint: shippingFingerprint(order, context) } : {},
    }),
  )
}

/** Gives Klarna's order another reference number. Answers the operation's id. */
export async function tellReference(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
  refNr: string,
): Promise<string> {
  const context = openContext(container, found.provider_id)
  const order = await findOrderFacts(container, found)
  const template = context.options.order_ref_nr
  const told = order && template !== null ? { told_ref_nr: fillOrderRefNr(template, order) } : {}
  return withPayment(context, found, (payment) => changeReference(context, payment, { refNr, told }))
}

/** Has Klarna send an invoice again. Answers the operation's id. */
export async function tellInvoice(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
  invoiceNr: string | undefined,
): Promise<string> {
  const context = openContext(container, found.provider_id)
  return withPayment(context, found, (payment) => resendInvoice(context, payment, invoiceNr))
}
