import { CurrencyInput } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { digitsOf, localeOf } from "../../lib/format"
import { useTexts } from "../../lib/texts"
import type { Problem } from "../../lib/validation"
import { Field } from "./field"

interface AmountFieldProps {
  label: string
  currencyCode: string
  problem: Problem | null
  /** Major units; `null` while nothing is typed. */
  onChange: (amount: number | null) => void
}

/** An amount as it is written in the user's language. */
export function AmountField({ label, currencyCode, problem, onChange }: AmountFieldProps) {
  const { symbol } = useTexts()
  const { i18n } = useTranslation()
  const [typed, setTyped] = useState<string>()
  return (
    <Field label={label} problem={problem} currencyCode={currencyCode}>
      {(control) => (
        <CurrencyInput
          {...control}
          size="small"
          code={currencyCode}
          symbol={symbol(currencyCode)}
          intlConfig={{ locale: localeOf(i18n.language) }}
          allowNegativeValue={false}
          decimalsLimit={digitsOf(currencyCode)}
          value={typed}
          onValueChange={(value, _name, values) => (setTyped(value), onChange(values?.float ?? null))}
        />
      )}
    </Field>
  )
}
