import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SIMULATOR_MERCHANT } from "../../src/simulator"
import { formerKeys, secondMerchant, twinKeys } from "../shop/second-account"
import { LOG_BEGINS, logIn, secretsIn, type Secret } from "./record"
import { search } from "./search"

/** Findings that are shown. */
const SHOWN = 20

const KEYS: Secret[] = [SIMULATOR_MERCHANT, secondMerchant, formerKeys, twinKeys].flatMap((keys) => [
  { kind: "a Blowfish key", text: keys.blowfishKey },
  { kind: "an HMAC key", text: keys.hmacKey },
])

/** What the processes of a run are to be told: they write everything they log to a new folder, and show what was asked. */
export function collectLog(): { folder: string; env: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), "paygate-klarna-log-"))
  const env = {
    STORE_TESTS_LOG: folder,
    STORE_TESTS_LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    LOG_FILE: logIn(folder),
    LOG_LEVEL: "silly",
  }
  return { folder, env }
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "")

/**
 * Searches what was collected for the merchants' keys and for everything personal or secret that the tests sent to the
 * stores and the stores to Paygate. Says what it found, masked, and answers whether that was nothing.
 */
export function checkLog(folder: string, say: (line: string) => void): boolean {
  const log = read(logIn(folder))
  const sent = read(secretsIn(folder)).split("\n").filter(Boolean)
  if (sent.length > 0 && !log.includes(LOG_BEGINS)) {
    say("✗ The stores' log could not be searched: Medusa has not written it")
    return false
  }
  const secrets = [...KEYS, ...[...new Set(sent)].map((line) => JSON.parse(line) as Secret)]
  const findings = search(log, secrets)
  const searched = `${log.split("\n").length} lines of log searched for ${secrets.length} secrets and personal values`
  if (findings.length === 0) {
    say(`✓ ${searched}: none found`)
    rmSync(folder, { recursive: true })
    return true
  }
  say(`✗ ${searched}: ${findings.length} found, in ${logIn(folder)}`)
  findings.slice(0, SHOWN).forEach(({ kind, line, masked }) => say(`  line ${line}, ${kind}: ${masked.slice(0, 500)}`))
  return false
}
