import { Hint, Label, Text } from "@medusajs/ui"
import { useId, type ReactNode } from "react"
import { useTexts } from "../../lib/texts"
import { useProblemText } from "../../lib/problem-text"
import type { Problem } from "../../lib/validation"

/** What a control needs to be named and described to everybody. */
export interface ControlProps {
  id: string
  "aria-invalid": boolean
  "aria-describedby": string
}

interface FieldProps {
  label: string
  hint?: string
  isOptional?: boolean
  problem: Problem | null
  /** For the limit in a problem's text. */
  currencyCode?: string
  children: (control: ControlProps) => ReactNode
}

/** A control with its label, its hint and what is wrong with it. */
export function Field({ label, hint, isOptional, problem, currencyCode, children }: FieldProps) {
  const { t } = useTexts()
  const describe = useProblemText(currencyCode)
  const id = useId()
  const noteId = `${id}-note`
  return (
    <div className="flex min-w-0 flex-col gap-y-2">
      <span className="flex items-center gap-x-1">
        <Label htmlFor={id} size="small" weight="plus">
          {label}
        </Label>
        {isOptional && (
          <Text as="span" size="small" leading="compact" className="text-ui-fg-subtle">
            ({t("general.optional")})
          </Text>
        )}
      </span>
      {children({ id, "aria-invalid": problem !== null, "aria-describedby": noteId })}
      <div id={noteId} aria-live="polite" className="empty:sr-only">
        {problem ? <Hint variant="error">{describe(problem)}</Hint> : hint ? <Hint>{hint}</Hint> : null}
      </div>
    </div>
  )
}
