import { Textarea } from "@medusajs/ui"
import { useState } from "react"
import type { OrderItemsResponse } from "../../../types/payment"
import { usePaymentAction } from "../../lib/actions"
import { firstQuantities, hintsOf, linesOf } from "../../lib/lines"
import type { Order } from "../../lib/order"
import { bodyOf, checkScope, isValid, NO_PROBLEMS, WHOLE_SCOPE } from "../../lib/scope"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { checkLength } from "../../lib/validation"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { Field } from "../form/field"
import { ScopeFields } from "../form/scope-fields"

/** As much as the route takes. */
const NOTE_LENGTH = 1000

interface RefundDrawerProps extends DrawerProps {
  payment: Payment
  order: Order
  orderItems: OrderItemsResponse | null
}

/** Refunds all or part of what was captured, also while something is left to capture. */
export function RefundDrawer({ payment, order, orderItems, ...drawer }: RefundDrawerProps) {
  const { t, money } = useTexts()
  const write = (amount: number) => money(amount, payment.currency_code)
  const refundable = payment.limits.refund
  const lines = linesOf(order.items, orderItems, "refund")
  const limits = { max: refundable, currencyCode: payment.currency_code, lines }
  const [scope, setScope] = useState(() => ({
    ...WHOLE_SCOPE,
    quantities: firstQuantities(lines, orderItems, "refund"),
  }))
  const [note, setNote] = useState("")
  // After an order change one refund may be several calls: it is over all that was paid back since the drawer was opened.
  const [before] = useState(payment.refunded)
  const { mutate, isPending, error } = usePaymentAction(payment.id, "refunds", (answer) =>
    t("refund.done", { amount: write(answer.payment.refunded - before) }),
  )
  const problems = checkScope(scope, limits)
  const noteProblem = checkLength(note, NOTE_LENGTH)
  const submit = () =>
    mutate({ ...bodyOf(scope), ...(note.trim() ? { note: note.trim() } : {}) }, { onSuccess: drawer.onClose })
  return (
    <ActionDrawer
      {...drawer}
      title={t("refund.title")}
      description={t("refund.description", { amount: write(refundable) })}
      submitLabel={t("refund.submit")}
      isValid={isValid(problems) && !noteProblem}
      isPending={isPending}
      error={error}
      onSubmit={submit}
    >
      {(showsProblems) => (
        <>
          <ScopeFields
            legend={t("refund.scope")}
            allLabel={t("refund.all", { amount: write(refundable) })}
            itemHints={orderItems ? hintsOf(orderItems, "refund", { t, write }) : []}
            limits={limits}
            scope={scope}
            problems={showsProblems ? problems : NO_PROBLEMS}
            onChange={setScope}
          />
          <Field label={t("refund.note")} isOptional problem={showsProblems ? noteProblem : null}>
            {(control) => <Textarea {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
        </>
      )}
    </ActionDrawer>
  )
}
