/** Keeps Medusa, the books and Paygate in agreement. */
export { announce } from "./announce"
export { findOrderOfPayment, findOrderOfSession } from "./orders"
export { reconcilePayment, type Reconciliation } from "./reconcile-payment"
export { settleOrder } from "./settle-order"
