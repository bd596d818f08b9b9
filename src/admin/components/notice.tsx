import { InlineTip } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTexts } from "../lib/texts"

/** A sentence that the merchant should read; a screen reader says it when it appears. */
export function Notice({ variant, children }: { variant: "info" | "warning" | "error"; children: ReactNode }) {
  const { t } = useTexts()
  return (
    <InlineTip variant={variant} label={t(`panel.${variant}`)} role={variant === "error" ? "alert" : "status"}>
      {children}
    </InlineTip>
  )
}
