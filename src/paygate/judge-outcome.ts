import { outcomeOfCode } from "./response-codes"

export type JudgedOutcome = "succeeded" | "declined" | "pending" | "unknown"

/**
 * What an answer or a result says by its code and its status, which must agree to be believed: a status `OK` beside a
 * failing code is no success, nor is `FAILED` beside a code of zeros a refusal. Whatever contradicts itself is unknown.
 */
export function judgeOutcome(code: string, status: string, succeedsWith: readonly string[]): JudgedOutcome {
  const word = status.trim().toUpperCase()
  const outcome = outcomeOfCode(code)
  if (outcome === "succeeded") {
    return succeedsWith.includes(word) ? "succeeded" : word === "PENDING" ? "pending" : "unknown"
  }
  if (outcome === "pending") {
    return word === "FAILED" ? "unknown" : "pending"
  }
  return outcome === "declined" && word === "FAILED" ? "declined" : "unknown"
}
