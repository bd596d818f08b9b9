import { CheckMini, SquareTwoStackMini } from "@medusajs/icons"
import { IconButton, Tooltip } from "@medusajs/ui"
import { useState } from "react"
import { useTexts } from "../lib/texts"

/** Copies a value; says so until the pointer or the focus leaves. */
export function CopyButton({ name, value }: { name: string; value: string }) {
  const { t } = useTexts()
  const [isCopied, setCopied] = useState(false)
  const label = isCopied ? t("general.copied") : t("general.copy", { name })
  const forget = () => setCopied(false)
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true))
  return (
    <>
      <span role="status" className="sr-only">
        {isCopied && label}
      </span>
      <Tooltip content={label}>
        <IconButton
          type="button"
          size="2xsmall"
          variant="transparent"
          aria-label={label}
          // Radix would close the tooltip that says what happened.
          onClick={(event) => (event.preventDefault(), copy())}
          onPointerLeave={forget}
          onBlur={forget}
        >
          {isCopied ? <CheckMini /> : <SquareTwoStackMini />}
        </IconButton>
      </Tooltip>
    </>
  )
}
