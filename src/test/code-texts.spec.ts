import resources from "../admin/i18n"
import { reasonOfCode } from "../admin/lib/paygate-reason"
import { DETAILS, MODULES } from "../paygate/response-codes"

type Language = keyof typeof resources

const languages = Object.keys(resources) as Language[]
const codes = Object.keys(MODULES).flatMap((module) => Object.keys(DETAILS).map((detail) => `2${module}${detail}`))
const ofKlarna = codes.filter((code) => code.startsWith("2289"))

/** Finds a text by its key, with its values in place; the key itself where there is none. */
const textsIn =
  (language: Language) =>
  (key: string, values: Record<string, string | number> = {}) => {
    const [group = "", name = ""] = key.split(".")
    const texts = resources[language].paygateKlarna as Record<string, Record<string, string>>
    return (texts[group]?.[name] ?? key).replace(/{{(\w+)}}/g, (gap, value: string) => String(values[value] ?? gap))
  }

describe("what a merchant reads for a code of Paygate's", () => {
  it.each(languages)("is a whole sentence in %s, with the code", (language) => {
    const t = textsIn(language)
    const read = codes.map((code) => [code, reasonOfCode(code, t)] as const)
    const isWhole = (code: string, text: string) => /^\p{L}.*[.] \(/u.test(text) && text.endsWith(`: ${code})`)
    expect(read.filter(([code, text]) => !isWhole(code, text) || /{{|\w\.\w+ \(/.test(text))).toEqual([])
  })

  it.each(languages)("says more in %s than that it is for support, where the detail is known", (language) => {
    const t = textsIn(language)
    const unlisted = t("paygateCode.unlisted")
    expect(ofKlarna.filter((code) => reasonOfCode(code, t).startsWith(unlisted))).toEqual([])
  })

  it("names a parameter as Paygate does", () => {
    const named = codes.map(
      (code) => [code, / (?:of|for) (\w+)\./.exec(reasonOfCode(code, textsIn("en")))?.[1]] as const,
    )
    const parameters = named.filter(([, name]) => name !== undefined && /^[A-Z]\w*[A-Z]|^(Response|Plain)$/.test(name))
    expect(parameters.length).toBeGreaterThan(0)
    expect(parameters.filter(([code, name]) => DETAILS[code.slice(4)] !== name)).toEqual([])
  })

  it("is for support where nobody has heard of the code", () => {
    expect(reasonOfCode("2289ZZZZ", textsIn("en"))).toBe(
      "Paygate refused. Computop’s support can explain the code. (Paygate: 2289ZZZZ)",
    )
  })
})
