import { Text } from "@medusajs/ui"
import type { Payment } from "../lib/status"
import { useTexts } from "../lib/texts"
import { Section } from "./section"

/** What an edit, return, exchange or claim does to an authorization that is still open. */
export function OrderChangeNotice({ payment: { on_order_change } }: { payment: Payment }) {
  const { t } = useTexts()
  if (on_order_change === null) return null
  return (
    <Section title={t("orderChange.title")}>
      <Text size="small" className="text-ui-fg-subtle text-pretty">
        {t(`orderChange.${on_order_change}`)}
      </Text>
    </Section>
  )
}
