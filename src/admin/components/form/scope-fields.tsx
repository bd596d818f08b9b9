import type { Order } from "../../lib/order"
import { SCOPES, type Scope } from "../../lib/scope"
import { useTexts } from "../../lib/texts"
import type { Problem } from "../../lib/validation"
import { AmountField } from "./amount-field"
import { ChoiceField } from "./choice-field"
import { ItemQuantities } from "./item-quantities"

interface ScopeFieldsProps {
  legend: string
  /** What "all" stands for. */
  allLabel: string
  itemsHint?: string
  order: Order
  scope: Scope
  problem: Problem | null
  onChange: (scope: Scope) => void
}

/** All of it, an amount, or some of the order's articles. */
export function ScopeFields({ legend, allLabel, itemsHint, order, scope, problem, onChange }: ScopeFieldsProps) {
  const { t } = useTexts()
  const labels = { all: allLabel, amount: t("capture.byAmount"), items: t("capture.byItems") }
  const currencyCode = order.currency_code
  return (
    <>
      <ChoiceField
        legend={legend}
        value={scope.name}
        options={SCOPES.map((value) => ({ value, label: labels[value] }))}
        onChange={(name) => onChange({ ...scope, name })}
      />
      {scope.name === "amount" && (
        <AmountField
          label={t("capture.amount")}
          currencyCode={currencyCode}
          problem={problem}
          onChange={(amount) => onChange({ ...scope, amount })}
        />
      )}
      {scope.name === "items" && (
        <ItemQuantities
          items={order.items}
          currencyCode={currencyCode}
          quantities={scope.quantities}
          problem={problem}
          {...(itemsHint ? { hint: itemsHint } : {})}
          onChange={(quantities) => onChange({ ...scope, quantities })}
        />
      )}
    </>
  )
}
