import { Label, Switch, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import type { ShippingInfo } from "../../../types/payment"
import { usePaymentAction } from "../../lib/actions"
import type { Order } from "../../lib/order"
import { bodyOf, checkScope, WHOLE_SCOPE } from "../../lib/scope"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { checkLink } from "../../lib/validation"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { ScopeFields } from "../form/scope-fields"
import { ShippingFields } from "../form/shipping-fields"

/** Captures all or part of what is left, with the parcel it is for. */
export function CaptureDrawer({ payment, order, ...drawer }: DrawerProps & { payment: Payment; order: Order }) {
  const { t, money } = useTexts()
  const { remaining, currency_code } = payment
  const write = (amount: number) => money(amount, currency_code)
  const [scope, setScope] = useState(WHOLE_SCOPE)
  const [shipping, setShipping] = useState<ShippingInfo>({})
  const [releasesRest, setReleasesRest] = useState(false)
  const { mutate, isPending, error } = usePaymentAction(payment.id, "captures", ({ operation }) =>
    t("capture.done", { amount: write(operation?.amount ?? 0) }),
  )
  const problem = checkScope(scope, remaining, order.items)
  const isPart = scope.name !== "all"
  const submit = () =>
    mutate(
      {
        ...bodyOf(scope),
        ...(Object.keys(shipping).length > 0 ? { shipping_info: [shipping] } : {}),
        ...(isPart && releasesRest ? { release_remaining: true } : {}),
      },
      { onSuccess: drawer.onClose },
    )
  return (
    <ActionDrawer
      {...drawer}
      title={t("capture.title")}
      description={t("capture.description", { amount: write(remaining) })}
      submitLabel={t("capture.submit")}
      isValid={!problem && !checkLink(shipping.tracking_url ?? "")}
      isPending={isPending}
      error={error}
      onSubmit={submit}
    >
      {(showsProblems) => (
        <>
          <ScopeFields
            legend={t("capture.scope")}
            allLabel={t("capture.all", { amount: write(remaining) })}
            itemsHint={t("items.shippingIncluded")}
            order={order}
            scope={scope}
            problem={showsProblems ? problem : null}
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
