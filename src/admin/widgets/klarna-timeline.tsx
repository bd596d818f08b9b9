import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Timeline } from "../components/timeline"
import { useOrderPayments } from "../lib/queries"

/** Every call to Paygate for an order's Klarna payments. */
const KlarnaTimeline = ({ data: order }: { data: { id: string } }) => {
  const { data: payments } = useOrderPayments(order)
  return (
    <>
      {payments?.map((answer) => (
        <Timeline key={answer.payment.trans_id} {...answer} />
      ))}
    </>
  )
}
export default KlarnaTimeline

export const config = defineWidgetConfig({ zone: "order.details", id: "paygate-klarna-timeline" })
