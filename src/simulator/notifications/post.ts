import * as http from "node:http"
import * as https from "node:https"

/** What became of one delivery. */
export interface Delivered {
  /** `null` when nobody answered. */
  http_status: number | null
  /** The beginning of the answer's body. */
  answer: string
  error: string | null
}

/** As the real Paygate declares it (protocol facts, section 4, "Transport"). */
export const NOTIFICATION_TYPE = "application/x-www-form-urlencoded; charset=iso-8859-1"

const TIMEOUT_MS = 30_000
const ANSWER_LENGTH = 1000

/** Posts a notification over a connection of its own; never rejects. */
export function postNotification(url: string, body: string, stopping: AbortSignal): Promise<Delivered> {
  const { request } = url.startsWith("https:") ? https : http
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)])
  const headers = { "content-type": NOTIFICATION_TYPE, "content-length": Buffer.byteLength(body), connection: "close" }
  return new Promise((resolve) => {
    const unanswered = ({ name, code, message }: NodeJS.ErrnoException): void => {
      const aborted = stopping.aborted ? "stopped" : "timeout"
      resolve({ http_status: null, answer: "", error: name === "AbortError" ? aborted : (code ?? message) })
    }
    try {
      request(url, { method: "POST", agent: false, headers, signal }, (response) => {
        let answer = ""
        response
          .setEncoding("utf8")
          .on("data", (chunk: string) => {
            answer = (answer + chunk).slice(0, ANSWER_LENGTH)
          })
          .on("end", () => resolve({ http_status: response.statusCode ?? null, answer, error: null }))
          .on("error", unanswered)
      })
        .on("error", unanswered)
        .end(body)
    } catch (error) {
      unanswered(error as NodeJS.ErrnoException)
    }
  })
}
