import { Badge, Container, Heading, StatusBadge, Text, Tooltip } from "@medusajs/ui"
import type { PaygatePaymentResponse } from "../../types/payment"
import type { Order } from "../lib/order"
import { statusOf } from "../lib/status"
import { useTexts } from "../lib/texts"
import { PaymentActions } from "./actions/payment-actions"
import { AmountBar } from "./amount-bar"
import { Differences } from "./differences"
import { Invoices } from "./invoices"
import { OrderChangeNotice } from "./order-change-notice"
import { PaymentNotices } from "./payment-notices"
import { References } from "./references"

/** One Klarna payment of an order. */
export function PaymentPanel({ order, answer }: { order: Order; answer: PaygatePaymentResponse }) {
  const { t, date, fromNow } = useTexts()
  const { payment } = answer
  const { expires_at, expires_soon, expired_at, remaining } = payment
  const showsEnd = expires_at && !expired_at && remaining > 0 && !expires_soon
  return (
    <Container className="divide-y p-0">
      <PanelHeader order={order} answer={answer} />
      <PaymentNotices {...answer} />
      <AmountBar payment={payment} />
      {showsEnd && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("panel.expiresOn", { date: date(expires_at), relative: fromNow(expires_at) })}
        </Text>
      )}
      <Differences payment={payment} />
      <References {...answer} />
      <Invoices payment={payment} />
      <OrderChangeNotice payment={payment} />
    </Container>
  )
}

function PanelHeader({ order, answer }: { order: Order; answer: PaygatePaymentResponse }) {
  const { t } = useTexts()
  const { payment } = answer
  const { name, color } = statusOf(payment)
  return (
    <div className="flex items-center justify-between gap-x-2 px-6 py-4">
      <Heading level="h2">{t("panel.title")}</Heading>
      <div className="flex items-center gap-x-2">
        {payment.test_reason && <TestBadge reason={payment.test_reason} />}
        <StatusBadge color={color} className="text-nowrap">
          {t(`status.${name}`)}
        </StatusBadge>
        <PaymentActions order={order} answer={answer} />
      </div>
    </div>
  )
}

function TestBadge({ reason }: { reason: NonNullable<PaygatePaymentResponse["payment"]["test_reason"]> }) {
  const { t } = useTexts()
  const hint = t(`testHint.${reason}`)
  return (
    <Tooltip content={hint}>
      <Badge size="2xsmall" color="orange" tabIndex={0} aria-description={hint}>
        {t("panel.test")}
      </Badge>
    </Tooltip>
  )
}
