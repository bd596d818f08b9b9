import { Hint, Input, Text, clx } from "@medusajs/ui"
import { useId } from "react"
import type { Line } from "../../lib/lines"
import { useProblemText } from "../../lib/problem-text"
import type { ScopeProblems } from "../../lib/scope"
import { useTexts } from "../../lib/texts"
import type { Problem } from "../../lib/validation"

interface ItemQuantitiesProps {
  lines: readonly Line[]
  currencyCode: string
  quantities: Readonly<Record<string, string>>
  problems: ScopeProblems
  hints: readonly string[]
  onChange: (quantities: Record<string, string>) => void
}

/** How many of each article, out of what is left of it. */
export function ItemQuantities({ lines, currencyCode, quantities, problems, hints, onChange }: ItemQuantitiesProps) {
  const { t } = useTexts()
  const describe = useProblemText()
  const noteId = useId()
  return (
    <fieldset className="flex flex-col gap-y-2" aria-describedby={noteId}>
      <Text asChild size="small" leading="compact" weight="plus">
        <legend className="mb-2">{t("items.legend")}</legend>
      </Text>
      {lines.length === 0 && <Hint>{t("items.none")}</Hint>}
      <ul className="divide-y overflow-hidden rounded-lg border empty:hidden">
        {lines.map((line) => (
          <Quantity
            key={line.id}
            line={line}
            currencyCode={currencyCode}
            value={quantities[line.id] ?? ""}
            problem={problems.quantities[line.id] ?? null}
            isMissing={problems.items !== null}
            onChange={(quantity) => onChange({ ...quantities, [line.id]: quantity })}
          />
        ))}
      </ul>
      <div id={noteId} aria-live="polite" className="flex flex-col gap-y-1 empty:hidden">
        {problems.items && <Hint variant="error">{describe(problems.items)}</Hint>}
        {hints.map((hint) => (
          <Hint key={hint}>{hint}</Hint>
        ))}
      </div>
    </fieldset>
  )
}

interface QuantityProps {
  line: Line
  currencyCode: string
  value: string
  problem: Problem | null
  isMissing: boolean
  onChange: (quantity: string) => void
}

function Quantity({ line, currencyCode, value, problem, isMissing, onChange }: QuantityProps) {
  const { t, money } = useTexts()
  const describe = useProblemText()
  const noteId = useId()
  const { title, ordered, left, total } = line
  const isOver = left === 0
  return (
    <li className="bg-ui-bg-component flex flex-col gap-y-1 px-3 py-2">
      <div className="flex items-center justify-between gap-x-3">
        <div className={clx("min-w-0", isOver && "text-ui-fg-disabled")}>
          <Text size="small" leading="compact" weight="plus" className="truncate" title={title}>
            {title}
          </Text>
          <Text size="small" leading="compact" className={isOver ? "" : "text-ui-fg-subtle"}>
            {t("items.left", { left, ordered, total: money(total, currencyCode) })}
          </Text>
        </div>
        <Input
          type="number"
          inputMode="numeric"
          size="small"
          min={0}
          max={left}
          step={1}
          placeholder="0"
          className="w-20 text-right"
          aria-label={t("items.quantity", { title })}
          aria-invalid={problem !== null || (isMissing && !isOver)}
          aria-describedby={noteId}
          disabled={isOver && value === ""}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <div id={noteId} aria-live="polite" className="empty:hidden">
        {problem && <Hint variant="error">{describe(problem)}</Hint>}
      </div>
    </li>
  )
}
