import { Label, RadioGroup, Text } from "@medusajs/ui"
import { useId } from "react"

interface ChoiceFieldProps<Name extends string> {
  legend: string
  value: Name
  options: readonly { value: Name; label: string }[]
  onChange: (value: Name) => void
}

/** One of a few. */
export function ChoiceField<Name extends string>({ legend, value, options, onChange }: ChoiceFieldProps<Name>) {
  const id = useId()
  return (
    <div className="flex flex-col gap-y-2">
      <Text as="span" id={id} size="small" leading="compact" weight="plus">
        {legend}
      </Text>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onValueChange={(chosen) => onChange(chosen as Name)}
        className="gap-y-3"
      >
        {options.map((option) => (
          <div key={option.value} className="flex items-center gap-x-2">
            <RadioGroup.Item id={`${id}-${option.value}`} value={option.value} />
            <Label htmlFor={`${id}-${option.value}`} size="small">
              {option.label}
            </Label>
          </div>
        ))}
      </RadioGroup>
    </div>
  )
}
