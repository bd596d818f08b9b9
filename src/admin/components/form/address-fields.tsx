import { ADDRESS_FIELDS, isRequired, type AddressField, type AddressForm } from "../../lib/address"
import { useTexts } from "../../lib/texts"
import type { Problem } from "../../lib/validation"
import { TextField } from "./text-field"

interface AddressFieldsProps {
  value: AddressForm
  problems: Partial<Record<AddressField, Problem>>
  onChange: (value: AddressForm) => void
}

export function AddressFields({ value, problems, onChange }: AddressFieldsProps) {
  const { t, country } = useTexts()
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {ADDRESS_FIELDS.map((field) => (
        <TextField
          key={field}
          label={t(`address.${field}`)}
          isOptional={!isRequired(field)}
          value={value[field]}
          problem={problems[field] ?? null}
          onChange={(text) => onChange({ ...value, [field]: text })}
        />
      ))}
      <TextField
        label={t("address.country")}
        hint={t("address.countryHint")}
        value={value.country_code && country(value.country_code)}
        disabled
        onChange={() => undefined}
      />
    </div>
  )
}
