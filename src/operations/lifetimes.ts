/** Klarna refuses older authorization tokens (interface document, "TokenExt"). */
export const TOKEN_LIFETIME_MS = 60 * 60 * 1000

const DAY_MS = 24 * 60 * 60 * 1000

/** When an authorization of `since` lapses. */
export function expiryOf(since: Date, authorizationDays: number): Date {
  return new Date(since.getTime() + authorizationDays * DAY_MS)
}
