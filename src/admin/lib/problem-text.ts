import { useTexts } from "./texts"
import type { Problem } from "./validation"

/** Says what is wrong with a field; the limit of an amount is one, any other a number. */
export function useProblemText(currencyCode?: string): (problem: Problem) => string {
  const { t, money } = useTexts()
  return ({ key, max }) =>
    t(
      `validation.${key}`,
      max === undefined ? {} : { max: key === "max" && currencyCode ? money(max, currencyCode) : max },
    )
}
