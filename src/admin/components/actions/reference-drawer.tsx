import { useState } from "react"
import { usePaymentAction } from "../../lib/actions"
import type { Payment } from "../../lib/status"
import { useTexts } from "../../lib/texts"
import { checkReference, REF_NR_LENGTH } from "../../lib/validation"
import { ActionDrawer, type DrawerProps } from "../form/action-drawer"
import { TextField } from "../form/text-field"

/** Changes the number that the shopper reads at Klarna. */
export function ReferenceDrawer({ payment, ...drawer }: DrawerProps & { payment: Payment }) {
  const { t } = useTexts()
  const [refNr, setRefNr] = useState(payment.ref_nr ?? "")
  const { mutate, isPending, error } = usePaymentAction(payment.id, "reference", (answer) =>
    t("reference.done", { ref_nr: answer.payment.ref_nr ?? "" }),
  )
  const problem = checkReference(refNr)
  return (
    <ActionDrawer
      {...drawer}
      title={t("reference.title")}
      description={t("reference.description")}
      submitLabel={t("reference.submit")}
      isValid={!problem}
      isPending={isPending}
      error={error}
      onSubmit={() => mutate({ ref_nr: refNr.trim() }, { onSuccess: drawer.onClose })}
    >
      {(showsProblems) => (
        <TextField
          label={t("reference.label")}
          hint={t("reference.hint", { max: REF_NR_LENGTH })}
          problem={showsProblems ? problem : null}
          value={refNr}
          onChange={setRefNr}
        />
      )}
    </ActionDrawer>
  )
}
