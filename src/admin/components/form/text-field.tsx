import { Input } from "@medusajs/ui"
import type { ComponentProps } from "react"
import type { Problem } from "../../lib/validation"
import { Field } from "./field"

interface TextFieldProps extends Pick<ComponentProps<typeof Input>, "type" | "maxLength" | "disabled" | "autoFocus"> {
  label: string
  hint?: string
  isOptional?: boolean
  problem?: Problem | null
  value: string
  onChange: (value: string) => void
}

export function TextField({ label, hint, isOptional, problem = null, value, onChange, ...input }: TextFieldProps) {
  return (
    <Field
      label={label}
      problem={problem}
      {...(hint === undefined ? {} : { hint })}
      {...(isOptional === undefined ? {} : { isOptional })}
    >
      {(control) => (
        <Input
          size="small"
          autoComplete="off"
          {...control}
          {...input}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
