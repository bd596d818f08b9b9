import { MedusaError } from "@medusajs/framework/utils"
import { HttpError } from "../clients/http"

/** How often each step ended how, so that a run shows what it has reached. */
class Notes {
  private readonly counts = new Map<string, number>()

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  /** Answers what was counted, and begins anew. */
  read(): string {
    const lines = [...this.counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([what, n]) => `${what} ${n}`)
    this.counts.clear()
    return lines.join(", ")
  }
}

export const notes = new Notes()

/** How a step ended: `done`, or the refusal's code. Throws what is no refusal. */
export async function attempt(step: () => Promise<void>): Promise<string> {
  try {
    await step()
    return "done"
  } catch (error) {
    const code = error instanceof HttpError ? (error.body["code"] ?? error.body["type"]) : codeOf(error)
    if (typeof code !== "string") {
      throw error
    }
    return code
  }
}

function codeOf(error: unknown): unknown {
  return MedusaError.isMedusaError(error) ? (error.code ?? error.type) : undefined
}
