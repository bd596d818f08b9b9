import { Label, Switch, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import type { OrderItemsResponse } from "../../../types/payment"
import { usePaymentAction } from "../../lib/actions"
import { firstQuantities, hintsOf, linesOf } from "../../lib/lines"
import type { Order } from "../../lib/order"
import { bodyOf, checkScope, isValid, NO_PROBLEMS, WHOLE_SCOPE } from "../../lib/scope"
import { bodyOfShipping, checkShipping, NO_SHIPPING } from "../../lib/shipping"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { ScopeFields } from "../form/scope-fields"
import { ShippingFields } from "../form/shipping-fields"

interface CaptureDrawerProps extends DrawerProps {
  payment: Payment
  order: Order
  orderItems: OrderItemsResponse | null
}

/** Captures all or part of what can be, with the parcel it is for. */
export function CaptureDrawer({ payment, order, orderItems, ...drawer }: CaptureDrawerProps) {
  const { t, money } = useTexts()
  const { limits: most, currency_code } = payment
  const write = (amount: number) => money(amount, currency_code)
  const lines = linesOf(order.items, orderItems, "capture")
  const limits = { max: most.capture, currencyCode: currency_code, lines }
  const [scope, setScope] = useState(() => ({
    ...WHOLE_SCOPE,
    quantities: firstQuantities(lines, orderItems, "capture"),
  }))
  const [shipping, setShipping] = useState(NO_SHIPPING)
  const [releasesRest, setReleasesRest] = useState(false)
  const { mutate, isPending, error } = usePaymentAction(payment.id, "captures", ({ operation }) =>
    t("capture.done", { amount: write(operation?.amount ?? 0) }),
  )
  const problems = checkScope(scope, limits)
  const isPart = scope.name !== "all"
  const submit = () =>
    mutate(
      {
        ...bodyOf(scope),
        ...bodyOfShipping(shipping),
        ...(isPart && releasesRest ? { release_remaining: true } : {}),
      },
      { onSuccess: drawer.onClose },
    )
  return (
    <ActionDrawer
      {...drawer}
      title={t("capture.title")}
      description={t("capture.description", { amount: write(most.capture) })}
      submitLabel={t("capture.submit")}
      isValid={isValid(problems) && Object.keys(checkShipping(shipping)).length === 0}
      isPending={isPending}
      error={error}
      onSubmit={submit}
    >
      {(showsProblems) => (
        <>
          <ScopeFields
            legend={t("capture.scope")}
            allLabel={t("capture.all", { amount: write(most.capture) })}
            itemHints={orderItems ? hintsOf(orderItems, "capture", { t, write }) : []}
            limits={limits}
            scope={scope}
            problems={showsProblems ? problems : NO_PROBLEMS}
            onChange={setScope}
          />
          {isPart && <ReleaseRest isChosen={releasesRest} onChange={setReleasesRest} />}
          <ShippingFields value={shipping} showsProblems={showsProblems} onChange={setShipping} />
        </>
      )}
    </ActionDrawer>
  )
}

function ReleaseRest({ isChosen, onChange }: { isChosen: boolean; onChange: (isChosen: boolean) => void }) {
  const { t } = useTexts()
  const id = useId()
  return (
    <div className="flex items-start gap-x-3">
      <Switch id={id} size="small" checked={isChosen} onCheckedChange={onChange} aria-describedby={`${id}-hint`} />
      <div className="flex flex-col gap-y-1">
        <Label htmlFor={id} size="small" weight="plus">
          {t("capture.releaseRest")}
        </Label>
        <Text id={`${id}-hint`} size="small" className="text-ui-fg-subtle">
          {t("capture.releaseRestHint")}
        </Text>
      </div>
    </div>
  )
}
