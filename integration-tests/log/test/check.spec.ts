import { appendFileSync, existsSync, rmSync } from "node:fs"
import { SIMULATOR_MERCHANT } from "../../../src/simulator"
import { checkLog, collectLog } from "../check"
import { LOG_BEGINS, logIn, secretsIn } from "../record"

let folder: string
beforeEach(() => {
  folder = collectLog().folder
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What is said of a log, and whether it passes. */
function check(lines: string[]): { said: string; isFine: boolean } {
  appendFileSync(logIn(folder), lines.join("\n"))
  appendFileSync(secretsIn(folder), `${JSON.stringify({ kind: "last_name", text: "Åström" })}\n`)
  const said: string[] = []
  const isFine = checkLog(folder, (line) => void said.push(line))
  return { said: said.join("\n"), isFine }
}

describe("the check of a run's log", () => {
  it("passes when nothing is found, and leaves nothing behind", () => {
    const { said, isFine } = check([LOG_BEGINS, "capture failed (TransID payses_01K)"])
    expect(isFine).toBe(true)
    expect(said).toMatch(/^✓ 2 lines of log searched for 9 secrets and personal values: none found$/)
    expect(existsSync(folder)).toBe(false)
  })

  it.each([
    ["a merchant's key", SIMULATOR_MERCHANT.hmacKey, "an HMAC key"],
    ["what a test has sent to a store", "Åström", "last_name"],
  ])("fails over %s, says where, shows it not, and leaves the log to be looked at", (_what, secret, kind) => {
    const { said, isFine } = check([LOG_BEGINS, `cannot pay: ${secret}`])
    expect(isFine).toBe(false)
    expect(said).toContain(`  line 2, ${kind}: cannot pay: ‹${kind}›`)
    expect(said).not.toContain(secret)
    expect(said).toContain(logIn(folder))
    expect(existsSync(logIn(folder))).toBe(true)
  })

  it("fails when there is no log to search although something was sent", () => {
    expect(check([])).toMatchObject({ isFine: false })
  })
})
