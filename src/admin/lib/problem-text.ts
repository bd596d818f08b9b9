import { useTexts } from "./texts"
import type { Problem } from "./validation"

/** Says what is wrong with a field; a limit is an amount where there is a currency, else a number of characters. */
export function useProblemText(currencyCode?: string): (problem: Problem) => string {
  const { t, money } = useTexts()
  return ({ key, max }) =>
    t(`validation.${key}`, max === undefined ? {} : { max: currencyCode ? money(max, currencyCode) : max })
}
