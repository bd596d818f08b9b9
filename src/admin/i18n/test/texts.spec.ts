import { readdirSync, readFileSync } from "node:fs"
import { join, sep } from "node:path"
import resources from ".."
import type { AttentionKind } from "../../../types/attention"
import type { CheckReason, HealthCheckName } from "../../../types/health"
import type { BlockedReason, PaygateOperationKind, PaygateOperationResponse } from "../../../types/payment"
import type { RegionResponse } from "../../../types/region"
import { COMPOSED } from "./composed-keys"

type Texts = Record<string, string>

const admin = join(__dirname, "..", "..")
const languages = Object.keys(resources) as (keyof typeof resources)[]

/** Every text by its whole key, such as `panel.title`. */
function flatten(texts: object, prefix = ""): Texts {
  return Object.assign(
    {},
    ...Object.entries(texts).map(([name, text]: [string, string | object]) =>
      typeof text === "string" ? { [prefix + name]: text } : flatten(text, `${prefix}${name}.`),
    ),
  ) as Texts
}

const textsOf = (language: keyof typeof resources) => flatten(resources[language].paygateKlarna)
const english = textsOf("en")

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? "").sort()
}

const sources = readdirSync(admin, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.split(sep).includes("test"))
  .map((path) => readFileSync(join(admin, path), "utf8"))
  .join("\n")

/** Keys written out: those of `t`, and those in tables; the others are put together of a group and a name. */
const written = new Set([...sources.matchAll(/"([a-z]\w*\.\w+)"/gi)].map(([, key]) => key ?? ""))
const called = [...sources.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key]) => key ?? "")
const composed = [...sources.matchAll(/`(\w+)\.\$\{/g)].map(([, group]) => group ?? "")
/** What looks like a key, and is a place in the dashboard. */
const ZONES = ["region.details"]
/** The names that are put behind a group given by a variable. */
const named = [...sources.matchAll(/\bt\(\s*`\$\{\w+\}\.(\w+)`/g)].map(([, name]) => name ?? "")
const PROMPTS = ["release", "orderLines"]

describe("the dashboard's texts", () => {
  it("are offered in the languages of Klarna's countries that the dashboard has", () => {
    expect(languages).toEqual(["de", "en", "es", "fi", "fr", "it", "nl", "pl", "sv"])
  })

  it.each(languages)("have the same keys in %s as in English", (language) => {
    expect(Object.keys(textsOf(language)).sort()).toEqual(Object.keys(english).sort())
  })

  it.each(languages)("have the same placeholders in %s as in English", (language) => {
    const placeholders = (texts: Texts) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, placeholdersOf(text)]))
    expect(placeholders(textsOf(language))).toEqual(placeholders(english))
  })

  it.each(languages)("leave nothing empty in %s", (language) => {
    expect(Object.entries(textsOf(language)).filter(([, text]) => text.trim() === "")).toEqual([])
  })

  it.each(languages.filter((language) => language !== "en"))("are translated into %s", (language) => {
    const words = (text: string) => text.replace(/\{\{\w+\}\}/g, "").match(/\p{Letter}+/gu) ?? []
    const sentences = Object.entries(textsOf(language)).filter(([, text]) => words(text).length > 3)
    expect(sentences.filter(([key, text]) => english[key] === text)).toEqual([])
  })

  it("have every key that the code names", () => {
    const groups = new Set(Object.keys(english).map((key) => key.split(".")[0]))
    const named = [...written].filter((key) => groups.has(key.split(".")[0]) && !ZONES.includes(key))
    expect([...called, ...named].filter((key) => english[key] === undefined)).toEqual([])
  })

  it("have one for everything that the routes answer in a word", () => {
    // The type checker compares; what is there at all is compared here.
    const answered: {
      attention: Record<AttentionKind, string>
      attentionHelp: Record<AttentionKind, string>
      blocked: Record<BlockedReason, string>
      check: Record<HealthCheckName, string>
      checkReason: Record<CheckReason, string>
      operation: Record<PaygateOperationKind, string>
      payType: Record<RegionResponse["pay_types"][number], string>
      regionReason: Record<NonNullable<RegionResponse["countries"][number]["reason"]>, string>
      result: Record<PaygateOperationResponse["state"], string>
    } = resources.en.paygateKlarna
    expect(answered).toBe(resources.en.paygateKlarna)
  })

  it("are put together by the code in no other groups than those whose names are known here", () => {
    expect([...new Set([...composed, ...PROMPTS])].sort()).toEqual(Object.keys(COMPOSED).sort())
    expect(PROMPTS.map((group) => COMPOSED[group])).toEqual([named, named])
  })

  it("have no key that the code does not use", () => {
    const isUsed = (key: string) => {
      const [group = "", name = ""] = key.split(".")
      return written.has(key) || COMPOSED[group]?.includes(name)
    }
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([])
  })
})
