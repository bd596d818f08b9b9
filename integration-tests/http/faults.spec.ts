import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { record } from "../log/record"
import { inShop, withShopOptions } from "../shop/suite"
import { TIMEOUT_MS } from "./faults/faults"
import { STORIES } from "./faults/operations"
import { nameOf } from "./faults/play"
import { playStory } from "./faults/play-story"
import { createScene } from "./scene"

withShopOptions({ timeout_ms: TIMEOUT_MS })

inShop((suite) => {
  jest.setTimeout(600_000)
  let played = 0
  afterAll(() => {
    process.stdout.write(`${played} combinations of operation, fault and retry: both sides agree\n`)
  })

  it.each(STORIES.map((story) => [story.name, story] as const))(
    "leaves both sides in agreement, whatever answer is lost while %s",
    async (_name, story) => {
      const log = muteLog()
      const { count, failures } = await playStory(suite, await createScene(suite), story)
      const report = failures.map(({ combination, message }) => {
        const about = log.filter((line) => line.includes(`TransID ${combination.subject.sessionId},`))
        return [nameOf(combination), message, ...about].join("\n")
      })
      expect(report.join("\n\n")).toBe("")
      played += count
    },
  )

  /** Every lost answer is logged, which is not what these tests are about; a failure shows what concerns it. */
  function muteLog(): string[] {
    const lines: string[] = []
    const logger = suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER)
    for (const level of ["info", "warn", "error"] as const) {
      jest.spyOn(logger, level).mockImplementation((...words: unknown[]) => {
        const line = `${level}: ${String(words[0])}`
        record(line)
        lines.push(line)
      })
    }
    return lines
  }
  afterEach(() => {
    jest.restoreAllMocks()
  })
})
