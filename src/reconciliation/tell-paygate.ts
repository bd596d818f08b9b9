import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { fillOrderRefNr, type Country } from "../connection"
import { remainingAmount, type PaygatePaymentRecord, type PaymentChanges } from "../modules/paygate-klarna"
import { changeAddress, changeReference, openContext, withPayment, type OperationContext } from "../operations"
import {
  addressFields,
  changedAddress,
  fingerprint,
  matchesFingerprint,
  shippingFields,
  type OrderAddresses,
  type OrderFacts,
} from "../purchase"
import { referencesOf } from "../references"
import { captureSent } from "./merchant/capture-sent"
import { findOrderFacts, shippingFingerprint } from "./merchant/tell"
import { CHANGE_REFUSED, noteRefusal } from "./note-refusal"
import { readAccount } from "./order-account"

/** Klarna changes an order before its first capture only. */
function isChangeable({ state, captured_amount, release_due_at, ...sums }: PaygatePaymentRecord): boolean {
  return (
    state === "authorized" &&
    captured_amount === 0 &&
    release_due_at === null &&
    remainingAmount({ ...sums, captured_amount }) > 0
  )
}

/** A change that Klarna is told of, and what is noted of it, so that it is not told again. */
interface Change {
  kind: "update_reference" | "update_address"
  told: Pick<PaymentChanges, "told_ref_nr" | "told_address_fingerprint">
}

/**
 * Tells Klarna of a change. What is not done now the check tries again; but not what is refused for good, which stays
 * in the books for a person to see, even where nothing was sent.
 */
async function tell(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  { kind, told }: Change,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    await noteRefusal(context, payment, {
      kind,
      amount: "0",
      minorAmount: 0,
      changes: told,
      meaning: CHANGE_REFUSED,
      error,
    })
  }
}

/** Gives Klarna's order the number of Medusa's (`order_ref_nr`). */
async function tellReference(context: OperationContext, found: PaygatePaymentRecord, order: OrderFacts): Promise<void> {
  const template = context.options.order_ref_nr
  if (template === null) {
    return
  }
  const refNr = fillOrderRefNr(template, order)
  const isTold = ({ ref_nr, told_ref_nr }: PaygatePaymentRecord) => ref_nr === refNr || told_ref_nr === refNr
  const isNeedless = (payment: PaygatePaymentRecord) => isTold(payment) || !isChangeable(payment)
  if (isNeedless(found)) {
    return
  }
  const told = { told_ref_nr: refNr }
  await withPayment(context, found, async (payment) => {
    if (!isNeedless(payment)) {
      await tell(context, payment, { kind: "update_reference", told }, () =>
        changeReference(context, payment, { refNr, told }),
      )
    }
  })
}

/** Whether the order's shipping address is still the one that the payment was opened with. */
function isFirstAddress(order: OrderAddresses, payment: PaygatePaymentRecord, keys: readonly string[]): boolean {
  try {
    return matchesFingerprint(addressFields(order), payment.addresses_fingerprint, keys)
  } catch {
    // Klarna does not serve the country it is in now.
    return false
  }
}

/** Tells Klarna of a changed shipping address (`update_addresses`); a billing address Klarna changes no more. */
async function tellAddress(context: OperationContext, found: PaygatePaymentRecord, order: OrderFacts): Promise<void> {
  const { options, books } = context
  const { shipping_address } = order
  const now = shippingFields(order)
  const isTold = ({ told_address_fingerprint: told }: PaygatePaymentRecord) =>
    told !== null && matchesFingerprint(now, told, options.hmac_key)
  const isNeedless = (payment: PaygatePaymentRecord) =>
    // Without its fingerprint a payment belongs to a customer that was forgotten.
    payment.addresses_fingerprint === "" || isTold(payment) || !isChangeable(payment)
  if (!options.update_addresses || !shipping_address || isNeedless(found)) {
    return
  }
  const told = { told_address_fingerprint: shippingFingerprint(order, context) }
  const change = async (payment: PaygatePaymentRecord): Promise<void> => {
    if (isNeedless(payment)) {
      return
    }
    if (payment.told_address_fingerprint === null && isFirstAddress(order, payment, options.hmac_key)) {
      await books.noteFirstAddress(payment.id, told.told_address_fingerprint)
      return
    }
    await tell(context, payment, { kind: "update_address", told }, () => {
      const { fields, known } = changedAddress(order, { shipping_address }, payment.country_code as Country)
      const addresses_fingerprint = fingerprint(known, options.hmac_key[0])
      return changeAddress(context, payment, { fields, known: { addresses_fingerprint }, told })
    })
  }
  await withPayment(context, found, change)
}

/**
 * Compares what Klarna was told of an order with what it should know, and tells it what is missing: the order's number,
 * its shipping address, and what was sent. Done as often as one likes. Throws the first failure, after all were tried.
 */
export async function tellPaygate(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const order = payment.state === "authorized" ? await findOrderFacts(container, payment) : undefined
  if (!order || order.status === "canceled" || payment.release_due_at !== null) {
    return
  }
  const failures: unknown[] = []
  for (const part of [
    () => tellReference(context, payment, order),
    () => tellAddress(context, payment, order),
    () => captureSent(container, context, payment, order.id),
  ]) {
    await part().catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) {
    throw failures[0]
  }
}

/** The same for every payment of an order, as soon as something has happened; what fails is left to the check. */
export async function tellPaygateOfOrder(container: MedusaContainer, orderId: string): Promise<void> {
  const account = await readAccount(container, orderId)
  for (const { record } of account?.authorizations ?? []) {
    const context = openContext(container, record.provider_id)
    try {
      await tellPaygate(container, context, record)
    } catch (error) {
      await context.books.checkSoon(record.id)
      context.logger.warn(
        `paygate-klarna: Klarna is to be told again: ${MedusaError.isMedusaError(error) ? error.message : (error as Error).name} (${referencesOf(record)})`,
      )
    }
  }
}
