import { Text } from "@medusajs/ui"
import { ADDRESS_FIELDS, isRequired, type AddressForm, type AddressProblems } from "../../lib/address"
import { useTexts } from "../../lib/texts"
import { TextField } from "./text-field"

interface AddressFieldsProps {
  legend: string
  value: AddressForm
  problems: AddressProblems
  onChange: (value: AddressForm) => void
}

export function AddressFields({ legend, value, problems, onChange }: AddressFieldsProps) {
  const { t, country } = useTexts()
  return (
    <fieldset>
      <Text asChild leading="compact" weight="plus">
        <legend className="mb-4">{legend}</legend>
      </Text>
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
    </fieldset>
  )
}
