import { Text } from "@medusajs/ui"
import type { Payment } from "../lib/status"
import { useTexts } from "../lib/texts"
import { Section } from "./section"

/** What an edit, return, exchange or claim does to an authorization that is still open. */
export function OrderChangeNotice({ payment: { state, captured, remaining } }: { payment: Payment }) {
  const { t } = useTexts()
  if (state !== "authorized" || remaining <= 0) return null
  return (
    <Section title={t("orderChange.title")}>
      <Text size="small" className="text-ui-fg-subtle text-pretty">
        {t(captured > 0 ? "orderChange.captured" : "orderChange.uncaptured")}
      </Text>
    </Section>
  )
}
