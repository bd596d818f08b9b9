/** Keeps Medusa, the books and Paygate in agreement. */
export { actOnNotification } from "./act-on-notification"
export { announce } from "./announce"
export { findOrderOfPayment, findOrderOfSession } from "./orders"
export { receiveNotification, type ReceivedForm } from "./receive-notification"
export { reconcilePayment, type Reconciliation } from "./reconcile-payment"
export { settleOrder } from "./settle-order"
