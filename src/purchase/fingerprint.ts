import { hmac, isSameMac } from "../paygate"

/**
 * A keyed fingerprint of what a session was opened with, so that a later change is noticed while neither lines nor
 * addresses are kept. Keyed, because an address could be guessed from a plain hash.
 */
export function fingerprint(value: unknown, key: string): string {
  return hmac(key, JSON.stringify(value))
}

/** Whether the value still is what was fingerprinted, under any of the keys while they are rotated. */
export function matchesFingerprint(value: unknown, expected: string, keys: readonly string[]): boolean {
  return keys.some((key) => isSameMac(fingerprint(value, key), expected))
}
