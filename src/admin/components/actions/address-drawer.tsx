import { useState } from "react"
import { usePaymentAction } from "../../lib/actions"
import { addressOf, checkAddress, type AddressForm } from "../../lib/address"
import type { Order } from "../../lib/order"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { AddressFields } from "../form/address-fields"
import { ChoiceField } from "../form/choice-field"
import { Notice } from "../notice"

type Which = "shipping" | "billing"

/** Tells Klarna another address; the order in Medusa stays as it is. */
export function AddressDrawer({ payment, order, ...drawer }: DrawerProps & { payment: Payment; order: Order }) {
  const { t } = useTexts()
  const [which, setWhich] = useState<Which>("shipping")
  const [addresses, setAddresses] = useState<Record<Which, AddressForm>>({
    shipping: addressOf(order.shipping_address),
    billing: addressOf(order.billing_address),
  })
  const { mutate, isPending, error } = usePaymentAction(payment.id, "address", () => t("address.done"))
  const address = addresses[which]
  const problems = checkAddress(address)
  const options = (["shipping", "billing"] as const).map((value) => ({ value, label: t(`address.${value}`) }))
  return (
    <ActionDrawer
      {...drawer}
      title={t("address.title")}
      description={t("address.description")}
      submitLabel={t("address.submit")}
      isValid={Object.keys(problems).length === 0}
      isPending={isPending}
      error={error}
      onSubmit={() => mutate({ [`${which}_address`]: address }, { onSuccess: drawer.onClose })}
    >
      {(showsProblems) => (
        <>
          <ChoiceField legend={t("address.which")} value={which} options={options} onChange={setWhich} />
          {which === "billing" && <Notice variant="warning">{t("address.billingHint")}</Notice>}
          <AddressFields
            value={address}
            problems={showsProblems ? problems : {}}
            onChange={(changed) => setAddresses({ ...addresses, [which]: changed })}
          />
        </>
      )}
    </ActionDrawer>
  )
}
