/** One thing that was looked at. */
export interface Check {
  /** English, with no secret in it: what was found, and what to do about it. */
  message: string
  level: "ok" | "warning" | "error"
}

export const fine = (message: string): Check => ({ level: "ok", message })
export const warn = (message: string): Check => ({ level: "warning", message })
export const fail = (message: string): Check => ({ level: "error", message })
