import { SCOPES, type Limits, type Scope, type ScopeProblems } from "../../lib/scope"
import { useTexts } from "../../lib/texts"
import { AmountField } from "./amount-field"
import { ChoiceField } from "./choice-field"
import { ItemQuantities } from "./item-quantities"

interface ScopeFieldsProps {
  legend: string
  /** What "all" stands for. */
  allLabel: string
  itemHints: readonly string[]
  limits: Limits
  scope: Scope
  problems: ScopeProblems
  onChange: (scope: Scope) => void
}

/** All of it, an amount, or some of the order's articles. */
export function ScopeFields({ legend, allLabel, itemHints, limits, scope, problems, onChange }: ScopeFieldsProps) {
  const { t } = useTexts()
  const labels = { all: allLabel, amount: t("capture.byAmount"), items: t("capture.byItems") }
  const { currencyCode, lines } = limits
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
          problem={problems.amount}
          onChange={(amount) => onChange({ ...scope, amount })}
        />
      )}
      {scope.name === "items" && (
        <ItemQuantities
          lines={lines}
          currencyCode={currencyCode}
          quantities={scope.quantities}
          problems={problems}
          hints={itemHints}
          onChange={(quantities) => onChange({ ...scope, quantities })}
        />
      )}
    </>
  )
}
