import { useState } from "react"
import { usePaymentAction } from "../../lib/actions"
import {
  ADDRESS_CHOICES,
  addressesOf,
  bodyOfAddresses,
  checkAddress,
  namesOf,
  type AddressChoice,
} from "../../lib/address"
import type { Order } from "../../lib/order"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { AddressFields } from "../form/address-fields"
import { ChoiceField } from "../form/choice-field"
import { Notice } from "../notice"

/** Tells Klarna another shipping or billing address, or both in one go; the order in Medusa stays as it is. */
export function AddressDrawer({ payment, order, ...drawer }: DrawerProps & { payment: Payment; order: Order }) {
  const { t } = useTexts()
  const [choice, setChoice] = useState<AddressChoice>("shipping")
  const [addresses, setAddresses] = useState(() => addressesOf(order))
  const { mutate, isPending, error } = usePaymentAction(payment.id, "address", () => t("address.done"))
  const names = namesOf(choice)
  const isValid = names.every((name) => Object.keys(checkAddress(addresses[name])).length === 0)
  const hint = { shipping: null, billing: t("address.billingHint"), both: t("address.bothHint") }[choice]
  return (
    <ActionDrawer
      {...drawer}
      title={t("address.title")}
      description={t("address.description")}
      submitLabel={t("address.submit")}
      isValid={isValid}
      isPending={isPending}
      error={error}
      onSubmit={() => mutate(bodyOfAddresses(choice, addresses), { onSuccess: drawer.onClose })}
    >
      {(showsProblems) => (
        <>
          <ChoiceField
            legend={t("address.which")}
            value={choice}
            options={ADDRESS_CHOICES.map((value) => ({ value, label: t(`address.${value}`) }))}
            onChange={setChoice}
          />
          {hint && <Notice variant="warning">{hint}</Notice>}
          {names.map((name) => (
            <AddressFields
              key={name}
              legend={t(`address.${name}`)}
              value={addresses[name]}
              problems={showsProblems ? checkAddress(addresses[name]) : {}}
              onChange={(changed) => setAddresses({ ...addresses, [name]: changed })}
            />
          ))}
        </>
      )}
    </ActionDrawer>
  )
}
