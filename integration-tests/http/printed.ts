import type { Logger } from "@medusajs/framework/types"
import { record } from "../log/record"

const LEVELS = ["error", "warn", "info", "log", "debug", "failure", "success", "activity", "progress"] as const

/**
 * Collects everything that is printed while `work` runs: what goes to Medusa's logger, which holds on to the console it
 * began with, and what goes to console and process directly.
 */
export async function printedBy(logger: Logger, work: () => Promise<unknown>): Promise<string> {
  const printed: string[] = []
  const take = (...words: unknown[]) => {
    const line = words.map(textOf).join(" ")
    record(line)
    printed.push(line)
  }
  const spies = [
    ...LEVELS.map((level) => jest.spyOn(logger, level).mockImplementation(take as never)),
    ...(["log", "info", "warn", "error", "debug"] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation(take),
    ),
    ...(["stdout", "stderr"] as const).map((stream) =>
      jest.spyOn(process[stream], "write").mockImplementation((chunk) => {
        take(chunk)
        return true
      }),
    ),
  ]
  try {
    await work()
  } finally {
    spies.forEach((spy) => spy.mockRestore())
  }
  return printed.join("\n")
}

/** An error with all it carries, as a logger would write it out. */
function textOf(word: unknown): string {
  return word instanceof Error
    ? `${word.stack} ${JSON.stringify(word, Object.getOwnPropertyNames(word))}`
    : String(word)
}
