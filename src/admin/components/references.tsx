import { Text } from "@medusajs/ui"
import type { PaygatePaymentResponse } from "../../types/payment"
import { newestXid } from "../lib/status"
import { useTexts } from "../lib/texts"
import { CopyButton } from "./copy-button"
import { Section } from "./section"

/** The numbers by which Computop's and Klarna's support find the payment. */
export function References({ payment, operations }: PaygatePaymentResponse) {
  const { t } = useTexts()
  const { pay_id, trans_id, ref_nr, klarna_order_id } = payment
  const references = { pay_id, xid: newestXid(operations), trans_id, ref_nr, klarna_order_id }
  return (
    <Section title={t("references.title")}>
      <dl className="flex flex-col gap-y-2">
        {Object.entries(references).map(([name, value]) => (
          <Reference key={name} name={t(`references.${name}`)} value={value} />
        ))}
      </dl>
    </Section>
  )
}

function Reference({ name, value }: { name: string; value: string | null }) {
  const { t } = useTexts()
  return (
    <div className="text-ui-fg-subtle flex min-h-6 items-center justify-between gap-x-3">
      <Text asChild size="small" leading="compact" className="shrink-0">
        <dt>{name}</dt>
      </Text>
      <dd className="flex min-w-0 items-center gap-x-1">
        <Text as="span" size="small" leading="compact" className="truncate" title={value ?? undefined}>
          {value ?? t("general.none")}
        </Text>
        {value && <CopyButton name={name} value={value} />}
      </dd>
    </div>
  )
}
