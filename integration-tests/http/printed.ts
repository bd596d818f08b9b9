/** Collects everything the process prints while `work` runs: the log, whatever way it takes. */
export async function printedBy(work: () => Promise<unknown>): Promise<string> {
  const printed: string[] = []
  const streams = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((chunk) => {
      printed.push(String(chunk))
      return true
    }),
  )
  const consoles = (["log", "info", "warn", "error", "debug"] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      printed.push(words.map(String).join(" "))
    }),
  )
  try {
    await work()
  } finally {
    ;[...streams, ...consoles].forEach((spy) => spy.mockRestore())
  }
  return printed.join("\n")
}
