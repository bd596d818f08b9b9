import { Text } from "@medusajs/ui"
import { checkShipping, SHIPPING_FIELDS, type ShippingForm } from "../../lib/shipping"
import { useTexts } from "../../lib/texts"
import { TextField } from "./text-field"

const LABELS = {
  shipping_company: "capture.shippingCompany",
  shipping_method: "capture.shippingMethod",
  tracking_number: "capture.trackingNumber",
  tracking_url: "capture.trackingUrl",
} as const

interface ShippingFieldsProps {
  value: ShippingForm
  showsProblems: boolean
  onChange: (value: ShippingForm) => void
}

/** Where a parcel is. */
export function ShippingFields({ value, showsProblems, onChange }: ShippingFieldsProps) {
  const { t } = useTexts()
  const problems = showsProblems ? checkShipping(value) : {}
  return (
    <fieldset className="flex flex-col gap-y-4">
      <Text asChild size="small" leading="compact" weight="plus">
        <legend>
          {t("capture.shipping")}{" "}
          <span className="text-ui-fg-muted font-normal">
            ({t("general.optional")}) – {t("capture.shippingHint")}
          </span>
        </legend>
      </Text>
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        {SHIPPING_FIELDS.map((name) => (
          <TextField
            key={name}
            label={t(LABELS[name])}
            type={name === "tracking_url" ? "url" : "text"}
            value={value[name]}
            problem={problems[name] ?? null}
            onChange={(text) => onChange({ ...value, [name]: text })}
          />
        ))}
      </div>
    </fieldset>
  )
}
