import { Select } from "@medusajs/ui"
import { useState } from "react"
import { usePaymentAction } from "../../lib/actions"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { Field } from "../form/field"

/** Has Klarna send an invoice once more; the newest unless another is chosen. */
export function ResendInvoiceDrawer({ payment, ...drawer }: DrawerProps & { payment: Payment }) {
  const { t, money, date } = useTexts()
  const { invoices, currency_code } = payment
  const [invoiceNr, setInvoiceNr] = useState(invoices.at(-1)?.invoice_nr)
  const { mutate, isPending, error } = usePaymentAction(payment.id, "resend-invoice", () => t("resend.done"))
  return (
    <ActionDrawer
      {...drawer}
      title={t("resend.title")}
      description={t("resend.description")}
      submitLabel={t("resend.submit")}
      isValid
      isPending={isPending}
      error={error}
      onSubmit={() => mutate(invoiceNr ? { invoice_nr: invoiceNr } : {}, { onSuccess: drawer.onClose })}
    >
      {() => (
        <Field label={t("resend.label")} problem={null}>
          {(control) => (
            <Select size="small" value={invoiceNr ?? ""} onValueChange={setInvoiceNr}>
              <Select.Trigger {...control}>
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {invoices.map(({ invoice_nr, amount, created_at }) => (
                  <Select.Item key={invoice_nr} value={invoice_nr}>
                    {t("resend.option", { invoice_nr, amount: money(amount, currency_code), date: date(created_at) })}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          )}
        </Field>
      )}
    </ActionDrawer>
  )
}
