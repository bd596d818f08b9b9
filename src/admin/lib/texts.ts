import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { createFormat, type Format } from "./format"

/** Finds a text of the plugin's by its key, in the language of the dashboard's user. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

export interface Texts extends Format {
  t: Translate
}

/** Texts, amounts and dates as the dashboard's user reads them. */
export function useTexts(): Texts {
  const { t, i18n } = useTranslation("paygateKlarna")
  return useMemo(
    () => ({ t: (key, values) => t(key, values ?? {}), ...createFormat(i18n.language) }),
    [t, i18n.language],
  )
}
