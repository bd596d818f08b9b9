import { appendFileSync } from "node:fs"
import { join } from "node:path"
import * as parameters from "../../src/paygate/parameters"
import { factsOf, type Parameter } from "../../src/paygate/parameter"
import type { LoggedRequest } from "../../src/simulator"

/** What no log may show, and what kind of thing it is. */
export interface Secret {
  kind: string
  text: string
}

/** The folder in which `run-store-tests` collects what the stores log, and what they must not. */
const folder = process.env.STORE_TESTS_LOG

export const logIn = (collected: string) => join(collected, "store.log")
export const secretsIn = (collected: string) => join(collected, "secrets.jsonl")

/** The first that each process logs, by Medusa's logger: without it, the rest is missing, too. */
export const LOG_BEGINS = "Everything is logged from here on"

/** Adds what was printed past Medusa's logger to the log. */
export function record(printed: string): void {
  if (folder) {
    appendFileSync(logIn(folder), `${printed}\n`)
  }
}

const known = new Set<string>()

function remember(kind: string, text: string): void {
  if (folder && !known.has(text)) {
    known.add(text)
    appendFileSync(secretsIn(folder), `${JSON.stringify({ kind, text } satisfies Secret)}\n`)
  }
}

/** Medusa's fields for persons, and those of the plugin's routes. */
const FIELDS = new Set([
  ...["first_name", "last_name", "company", "address_1", "address_2", "city", "phone", "password"],
  ...["date_of_birth", "title", "social_security_number", "person_id", "company_id", "vat_id", "authorization_token"],
])

/** Remembers what is personal or secret in a request to the store. */
export function rememberRequest(body: object): void {
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (typeof value === "string" && FIELDS.has(name)) {
      remember(name, value)
    } else if (value && typeof value === "object") {
      rememberRequest(value)
    }
  }
}

/** Stand in a log for other reasons, too. */
const EVERYDAY = /^(URL|..Zip$|Gender$|LegalForm$|CompanyOrPerson$)/

/** The parameters that the vocabulary lets no log show. */
const HIDDEN = new Set(
  Object.entries(parameters as Record<string, unknown>)
    .filter(([name, value]) => !EVERYDAY.test(name) && isHidden(value))
    .map(([name]) => name),
)

function isHidden(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value && !factsOf(value as Parameter).logged
}

/** Remembers what is personal or secret in what the store sent to Paygate. */
export function rememberCalls(calls: readonly LoggedRequest[]): void {
  for (const { parameters: sent } of calls) {
    Object.entries(sent).forEach(([name, value]) => (HIDDEN.has(name) ? remember(name, value) : undefined))
  }
}
