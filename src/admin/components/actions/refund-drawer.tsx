import { Textarea } from "@medusajs/ui"
import { useState } from "react"
import { usePaymentAction } from "../../lib/actions"
import type { Order } from "../../lib/order"
import { bodyOf, checkScope, WHOLE_SCOPE } from "../../lib/scope"
import { refundableOf, type Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { Field } from "../form/field"
import { ScopeFields } from "../form/scope-fields"

/** Refunds all or part of what was captured, also while something is left to capture. */
export function RefundDrawer({ payment, order, ...drawer }: DrawerProps & { payment: Payment; order: Order }) {
  const { t, money } = useTexts()
  const write = (amount: number) => money(amount, payment.currency_code)
  const refundable = refundableOf(payment)
  const [scope, setScope] = useState(WHOLE_SCOPE)
  const [note, setNote] = useState("")
  const { mutate, isPending, error } = usePaymentAction(payment.id, "refunds", ({ operation }) =>
    t("refund.done", { amount: write(operation?.amount ?? 0) }),
  )
  const problem = checkScope(scope, refundable, order.items)
  return (
    <ActionDrawer
      {...drawer}
      title={t("refund.title")}
      description={t("refund.description", { amount: write(refundable) })}
      submitLabel={t("refund.submit")}
      isValid={!problem}
      isPending={isPending}
      error={error}
      onSubmit={() => mutate({ ...bodyOf(scope), ...(note ? { note } : {}) }, { onSuccess: drawer.onClose })}
    >
      {(showsProblems) => (
        <>
          <ScopeFields
            legend={t("refund.scope")}
            allLabel={t("refund.all", { amount: write(refundable) })}
            order={order}
            scope={scope}
            problem={showsProblems ? problem : null}
            onChange={setScope}
          />
          <Field label={t("refund.note")} isOptional problem={null}>
            {(control) => <Textarea {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
        </>
      )}
    </ActionDrawer>
  )
}
