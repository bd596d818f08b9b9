import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { FailurePanel } from "../components/load-state"
import { PaymentPanel } from "../components/payment-panel"
import type { Order } from "../lib/order"
import { useOrderPayments } from "../lib/queries"

/** The Klarna panels of an order; nothing on an order that is paid otherwise. */
const KlarnaPayment = ({ data: order }: { data: Order }) => {
  const { data: payments, error, refetch } = useOrderPayments(order)
  if (error && !payments) return <FailurePanel error={error} onRetry={() => void refetch()} />
  return (
    <>
      {payments?.map((answer) => (
        <PaymentPanel key={answer.payment.trans_id} order={order} answer={answer} />
      ))}
    </>
  )
}
export default KlarnaPayment

export const config = defineWidgetConfig({ zone: "order.details.side", id: "paygate-klarna-payment" })
