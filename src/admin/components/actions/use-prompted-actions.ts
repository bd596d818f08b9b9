import { usePrompt } from "@medusajs/ui"
import { useFailureToast, usePaymentAction, useSync } from "../../lib/actions"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"

interface PromptedActions {
  release: () => Promise<void>
  sendOrderLines: () => Promise<void>
  sync: () => void
  isPending: boolean
}

/** The actions that ask for nothing but a yes, or not even that. */
export function usePromptedActions(payment: Payment): PromptedActions {
  const { t, money } = useTexts()
  const prompt = usePrompt()
  const onError = useFailureToast()
  const release = usePaymentAction(payment.id, "release", () => t("release.done"))
  const orderLines = usePaymentAction(payment.id, "order-lines", () => t("orderLines.done"))
  const sync = useSync(payment.id)
  const ask = (texts: "release" | "orderLines", values: Record<string, string>, variant: "danger" | "confirmation") =>
    prompt({
      title: t(`${texts}.title`),
      description: t(`${texts}.description`, values),
      confirmText: t(`${texts}.submit`),
      cancelText: t("general.cancel"),
      variant,
    })
  return {
    async release() {
      const amount = money(payment.remaining, payment.currency_code)
      if (await ask("release", { amount }, "danger")) release.mutate({}, { onError })
    },
    async sendOrderLines() {
      const { order_amount, currency_code } = payment
      // With nothing that can be sent the route says why.
      const isWanted =
        order_amount === null ||
        (await ask("orderLines", { total: money(order_amount, currency_code) }, "confirmation"))
      if (isWanted) orderLines.mutate({}, { onError })
    },
    sync: () => sync.mutate({}, { onError }),
    isPending: release.isPending || orderLines.isPending || sync.isPending,
  }
}
