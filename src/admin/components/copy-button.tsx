import { CheckMini, SquareTwoStackMini } from "@medusajs/icons"
import { IconButton, Tooltip, toast } from "@medusajs/ui"
import { useState } from "react"
import { copyText } from "../lib/copy-text"
import { useTexts } from "../lib/texts"

/** Copies a value; says so until the pointer or the focus leaves, and where the browser does not let it. */
export function CopyButton({ name, value }: { name: string; value: string }) {
  const { t } = useTexts()
  const [isCopied, setCopied] = useState(false)
  const label = isCopied ? t("general.copied") : t("general.copy", { name })
  const forget = () => setCopied(false)
  const copy = async () => {
    const isDone = await copyText(value)
    setCopied(isDone)
    if (!isDone) toast.error(t("general.notCopied", { name }), { description: t("general.notCopiedHint") })
  }
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
          onClick={(event) => {
            event.preventDefault()
            void copy()
          }}
          onPointerLeave={forget}
          onBlur={forget}
        >
          {isCopied ? <CheckMini /> : <SquareTwoStackMini />}
        </IconButton>
      </Tooltip>
    </>
  )
}
