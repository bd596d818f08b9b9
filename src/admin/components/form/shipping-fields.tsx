import { Text } from "@medusajs/ui"
import type { ShippingInfo } from "../../../types/payment"
import { useTexts } from "../../lib/texts"
import { checkLink } from "../../lib/validation"
import { TextField } from "./text-field"

const FIELDS = [
  ["shipping_company", "capture.shippingCompany"],
  ["shipping_method", "capture.shippingMethod"],
  ["tracking_number", "capture.trackingNumber"],
  ["tracking_url", "capture.trackingUrl"],
] as const

interface ShippingFieldsProps {
  /** Without the fields that are empty. */
  value: ShippingInfo
  showsProblems: boolean
  onChange: (value: ShippingInfo) => void
}

/** Where a parcel is. */
export function ShippingFields({ value, showsProblems, onChange }: ShippingFieldsProps) {
  const { t } = useTexts()
  const change = (name: keyof ShippingInfo, text: string) => {
    const { [name]: _previous, ...others } = value
    onChange(text === "" ? others : { ...others, [name]: text })
  }
  return (
    <fieldset className="flex flex-col gap-y-4">
      <Text asChild size="small" leading="compact" weight="plus">
        <legend>
          {t("capture.shipping")}{" "}
          <span className="text-ui-fg-subtle font-normal">
            ({t("general.optional")}) – {t("capture.shippingHint")}
          </span>
        </legend>
      </Text>
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        {FIELDS.map(([name, label]) => (
          <TextField
            key={name}
            label={t(label)}
            type={name === "tracking_url" ? "url" : "text"}
            value={value[name] ?? ""}
            problem={showsProblems && name === "tracking_url" ? checkLink(value[name] ?? "") : null}
            onChange={(text) => change(name, text)}
          />
        ))}
      </div>
    </fieldset>
  )
}
