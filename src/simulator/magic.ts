/** What Klarna thinks of an order. */
export type Verdict = "accepted" | "pending" | "denied"

/** The tags in a shopper's e-mail address that decide an order, in the manner of Klarna's playground. */
export const MAGIC_EMAIL = { denied: "+denied@", pending: "+pending@" } as const

/** `customer+denied@…` is refused, `customer+pending@…` thought over, anybody else accepted. */
export function decideByEmail(email: string | undefined): Verdict {
  if (email?.includes(MAGIC_EMAIL.denied)) {
    return "denied"
  }
  return email?.includes(MAGIC_EMAIL.pending) ? "pending" : "accepted"
}
