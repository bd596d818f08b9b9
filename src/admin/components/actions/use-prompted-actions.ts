import { usePrompt } from "@medusajs/ui"
import { useFailureToast, usePaymentAction } from "../../lib/actions"
import type { Order } from "../../lib/order"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"

interface PromptedActions {
  release: () => Promise<void>
  sendOrderLines: () => Promise<void>
  sync: () => void
  isPending: boolean
}

/** The actions that ask for nothing but a yes, or not even that. */
export function usePromptedActions(payment: Payment, order: Order): PromptedActions {
  const { t, money } = useTexts()
  const prompt = usePrompt()
  const onError = useFailureToast()
  const release = usePaymentAction(payment.id, "release", () => t("release.done"))
  const orderLines = usePaymentAction(payment.id, "order-lines", () => t("orderLines.done"))
  const sync = usePaymentAction(payment.id, "sync", () => t("sync.done"))
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
      const total = money(order.total, order.currency_code)
      if (await ask("orderLines", { total }, "confirmation")) orderLines.mutate({}, { onError })
    },
    sync: () => sync.mutate({}, { onError }),
    isPending: release.isPending || orderLines.isPending || sync.isPending,
  }
}
