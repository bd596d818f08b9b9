import { Text } from "@medusajs/ui"
import type { Payment } from "../lib/status"
import { useTexts } from "../lib/texts"
import { CopyButton } from "./copy-button"
import { Section } from "./section"

/** Klarna's invoices, one for each capture; nothing before the first. */
export function Invoices({ payment: { invoices, currency_code } }: { payment: Payment }) {
  const { t, money, date } = useTexts()
  if (invoices.length === 0) return null
  return (
    <Section title={t("invoices.title")}>
      <ul className="flex flex-col gap-y-2">
        {invoices.map(({ invoice_nr, amount, created_at }) => (
          <li key={invoice_nr} className="text-ui-fg-subtle flex items-center justify-between gap-x-3">
            <span className="flex min-w-0 items-center gap-x-1">
              <Text as="span" size="small" leading="compact" className="truncate" title={invoice_nr}>
                {invoice_nr}
              </Text>
              <CopyButton name={invoice_nr} value={invoice_nr} />
            </span>
            <Text as="span" size="small" leading="compact" className="shrink-0 tabular-nums">
              {date(created_at)} · {money(amount, currency_code)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}
