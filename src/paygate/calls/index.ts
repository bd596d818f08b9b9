import { resendInvoice, updateAddress, updateOrder, updateReference } from "./changes"
import { inquire, inquireByTransID } from "./inquire"
import { capture, credit, reverse } from "./money"
import { createOrder, createRecurringOrder } from "./order"
import { createSession, openHostedPage } from "./session"

/** Every call, in the document's order. */
export const CALLS = {
  createSession,
  openHostedPage,
  createOrder,
  createRecurringOrder,
  updateAddress,
  updateReference,
  updateOrder,
  capture,
  resendInvoice,
  credit,
  reverse,
  inquire,
  inquireByTransID,
} as const
