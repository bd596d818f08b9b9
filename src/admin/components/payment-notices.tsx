import type { FailedStepResponse, PaygatePaymentResponse } from "../../types/payment"
import { describeRefusal } from "../lib/failure"
import { isOpen } from "../lib/status"
import { useTexts } from "../lib/texts"
import { Notice } from "./notice"

/** What a step was for that the plugin was to do by itself. */
const FAILED_STEP = {
  capture: "explain.captureFailed",
  update_order: "explain.loweringRefused",
  update_address: "explain.changeRefused",
  update_reference: "explain.changeRefused",
} as const satisfies Record<FailedStepResponse["kind"], string>

/** What needs a sentence: how a payment stands that is not simply authorized, and what is about to happen to it. */
export function PaymentNotices(props: PaygatePaymentResponse) {
  const { payment, operations } = props
  const { t, date, fromNow, money } = useTexts()
  const { expires_at, expires_soon, expired_at, release_due_at, remaining, currency_code } = payment
  const ends = expires_at && { date: date(expires_at), relative: fromNow(expires_at) }
  const notices = [
    payment.state !== "authorized" && <StateNotice key="state" {...props} />,
    operations.some(isOpen) && !["opening", "pending"].includes(payment.state) && (
      <Notice key="open" variant="warning">
        {t("explain.outcomeUnknown")}
      </Notice>
    ),
    ...payment.failed_steps.map((step) => (
      <Notice key={step.kind} variant="error">
        {t(FAILED_STEP[step.kind], {
          reason: describeRefusal(step.code, t) ?? step.message,
        })}
      </Notice>
    )),
    release_due_at && (
      <Notice key="release" variant="warning">
        {t("explain.releaseDue", { date: date(release_due_at) })}
      </Notice>
    ),
    expired_at && (
      <Notice key="expired" variant="error">
        {remaining > 0
          ? t("explain.expiredWithRest", { date: date(expired_at), amount: money(remaining, currency_code) })
          : t("explain.expired", { date: date(expired_at) })}
      </Notice>
    ),
    ends && expires_soon && (
      <Notice key="expiring" variant="warning">
        {t("panel.expiresSoon", ends)}
      </Notice>
    ),
  ].filter(Boolean)
  return notices.length > 0 ? <div className="flex flex-col gap-y-2 px-6 py-4">{notices}</div> : null
}

function StateNotice({ payment: { state, error } }: PaygatePaymentResponse) {
  const { t } = useTexts()
  const variant = state === "failed" ? "error" : state === "pending" ? "warning" : "info"
  const reason = state === "failed" && error && describeRefusal(error.code, t)
  return <Notice variant={variant}>{[t(`explain.${state}`), reason].filter(Boolean).join(" ")}</Notice>
}
