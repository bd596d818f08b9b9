/** What a template of the first reference number may contain, with the longest text each can become. */
export const REF_NR_PLACEHOLDERS = { "{session}": 26, "{cart}": 26, "{short}": 10 } as const

/** The same for the number an order gets once it is placed; nobody has more orders than ten digits can count. */
export const ORDER_REF_NR_PLACEHOLDERS = { "{display_id}": 10, "{order_id}": 26 } as const

/** The longest reference number a template can give; infinite when it has what Paygate cannot transmit. */
export function longestRefNr(
  template: string,
  placeholders: Readonly<Record<string, number>> = REF_NR_PLACEHOLDERS,
): number {
  if (/[&\p{Cc}]/u.test(template)) {
    return Number.POSITIVE_INFINITY
  }
  const filled = Object.entries(placeholders).reduce(
    (text, [placeholder, length]) => text.replaceAll(placeholder, "x".repeat(length)),
    template,
  )
  return /[{}]/.test(filled) ? Number.POSITIVE_INFINITY : Array.from(filled).length
}

/** Fills a template in; Medusa's ids lose their prefix to fit. */
export function fillRefNr(template: string, ids: { sessionId: string; cartId: string }): string {
  const session = ids.sessionId.replace(/^.*_/, "")
  return template
    .replaceAll("{session}", session)
    .replaceAll("{cart}", ids.cartId.replace(/^.*_/, ""))
    .replaceAll("{short}", session.slice(-10))
}

/** Fills the template of an order's number in. */
export function fillOrderRefNr(template: string, order: { id: string; display_id: number }): string {
  return template
    .replaceAll("{display_id}", String(order.display_id))
    .replaceAll("{order_id}", order.id.replace(/^.*_/, ""))
}
