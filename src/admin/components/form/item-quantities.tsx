import { Hint, Input, Text } from "@medusajs/ui"
import { useId } from "react"
import type { LineItem } from "../../lib/order"
import { useProblemText } from "../../lib/problem-text"
import { useTexts } from "../../lib/texts"
import type { Problem } from "../../lib/validation"

interface ItemQuantitiesProps {
  items: readonly LineItem[]
  currencyCode: string
  quantities: Readonly<Record<string, string>>
  problem: Problem | null
  hint?: string
  onChange: (quantities: Record<string, string>) => void
}

/** How many of each article. */
export function ItemQuantities({ items, currencyCode, quantities, problem, hint, onChange }: ItemQuantitiesProps) {
  const { t, money } = useTexts()
  const describe = useProblemText()
  const noteId = useId()
  return (
    <fieldset className="flex flex-col gap-y-2" aria-describedby={noteId}>
      <Text asChild size="small" leading="compact" weight="plus">
        <legend className="mb-2">{t("items.legend")}</legend>
      </Text>
      {items.length === 0 && <Hint>{t("items.none")}</Hint>}
      <ul className="divide-y overflow-hidden rounded-lg border">
        {items.map(({ id, title, subtitle, quantity, total }) => (
          <li key={id} className="bg-ui-bg-component flex items-center justify-between gap-x-3 px-3 py-2">
            <div className="min-w-0">
              <Text size="small" leading="compact" weight="plus" className="truncate">
                {[title, subtitle].filter(Boolean).join(" · ")}
              </Text>
              <Text size="small" leading="compact" className="text-ui-fg-subtle">
                {t("items.ordered", { quantity, total: money(total, currencyCode) })}
              </Text>
            </div>
            <Input
              type="number"
              inputMode="numeric"
              size="small"
              min={0}
              max={quantity}
              step={1}
              placeholder="0"
              className="w-20 text-right"
              aria-label={t("items.quantity", { title })}
              aria-invalid={problem !== null}
              aria-describedby={noteId}
              value={quantities[id] ?? ""}
              onChange={(event) => onChange({ ...quantities, [id]: event.target.value })}
            />
          </li>
        ))}
      </ul>
      <div id={noteId} aria-live="polite" className="empty:sr-only">
        {problem ? <Hint variant="error">{describe(problem)}</Hint> : hint ? <Hint>{hint}</Hint> : null}
      </div>
    </fieldset>
  )
}
