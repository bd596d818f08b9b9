/** What is wrong with a field: a key below `validation` in the texts, and the values it names. */
export interface Problem {
  key:
    | "required"
    | "amount"
    | "decimals"
    | "max"
    | "tooLong"
    | "noItems"
    | "quantity"
    | "nothingLeft"
    | "url"
    | "ampersand"
    | "phone"
  /** A limit: major units of `max`, else characters, digits, decimals or pieces. */
  max?: number
}

/** An amount in major units, above 0, up to `max` and without fractions of a cent; `null` while nothing is typed. */
export function checkAmount(amount: number | null, max: number, decimals: number): Problem | null {
  if (amount === null) return { key: "required" }
  if (!(amount > 0)) return { key: "amount" }
  if (amount > max) return { key: "max", max }
  return Number(amount.toFixed(decimals)) === amount ? null : { key: "decimals", max: decimals }
}

/** How many of a line, from none to all that is left; what is sold by weight may end in a fraction. */
export function checkQuantity(quantity: number, left: number): Problem | null {
  if (quantity > 0 && left === 0) return { key: "nothingLeft" }
  const isPossible = quantity >= 0 && quantity <= left && (Number.isInteger(quantity) || !Number.isInteger(left))
  return isPossible ? null : { key: "quantity", max: left }
}

/** A text that may be missing, but not be too long. */
export function checkLength(text: string, max: number): Problem | null {
  return Array.from(text.trim()).length > max ? { key: "tooLong", max } : null
}

export function checkText(text: string, max: number): Problem | null {
  return text.trim() === "" ? { key: "required" } : checkLength(text, max)
}

/** Of Paygate's parameter RefNr. */
export const REF_NR_LENGTH = 30

/** A reference number: nothing in it may separate parameters. */
export function checkReference(refNr: string): Problem | null {
  const isWhole = /^[^&\p{Cc}]*$/u.test(refNr.trim())
  return checkText(refNr, REF_NR_LENGTH) ?? (isWhole ? null : { key: "ampersand" })
}

/** A link may be missing, but not be half of one. */
export function checkLink(link: string): Problem | null {
  if (link.trim() === "") return null
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol) ? null : { key: "url" }
}
