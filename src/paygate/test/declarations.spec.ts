import { z } from "zod"
import tables from "../../../integration-tests/fixtures/parameters.json"
import { orderLine } from "../article-list"
import type { Call, Shape } from "../call"
import { CALLS } from "../calls"
import { ADDED_PARAMETERS, CONDITION_DEVIATIONS, FORMAT_DEVIATIONS, SPELLING_SLIPS } from "../deviations"
import { parseFormat, type Format } from "../format"
import { factsOf, type Parameter } from "../parameter"
import { PAY_TYPES } from "../parameters"
import { ALL_CALLS } from "./fixtures"

interface Row {
  name: string
  format: string
  cnd: string
  description: string
}

/** Batch files have their own declarations, outside the calls. */
const BATCH_TABLES = [
  "Beschreibung der Felder im Datensatz von Batch-Dateien",
  "Beschreibung der Ergebnis-Parameter im Datensatz von Batch-Dateien",
]

const UNDOCUMENTED = ["inquire", "inquireByTransID"]

const documented = ALL_CALLS.filter(([name]) => !UNDOCUMENTED.includes(name))

/** Every table with the declaration made from it. */
const PAIRS = documented.flatMap(([name, call]) => [
  { title: `the request of ${name}`, call, shape: call.request, rows: rowsOf(call.source.request), isRequest: true },
  { title: `the answer of ${name}`, call, shape: call.answer, rows: rowsOf(call.source.answer), isRequest: false },
])

function rowsOf(caption: string): Row[] {
  return tables.find((table) => table.caption === caption)?.parameters ?? []
}

function addedTo(call: Call): string[] {
  return ADDED_PARAMETERS.filter((added) => added.call === call.name).map((added) => added.parameter)
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
}

function conditionOf(call: Call, name: string, schema: Parameter): string {
  if (!(schema instanceof z.ZodOptional)) {
    return "M"
  }
  return call.conditions.some((condition) => condition.names.includes(name)) ? "C" : "O"
}

/** Listed values of a parameter: an enumeration or a constant. */
function listedValues(schema: z.ZodType): string[] | undefined {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodEnum) {
    return inner.options.map(String)
  }
  return inner instanceof z.ZodLiteral ? [String(inner.value)] : undefined
}

function fits(value: string, format: Format): boolean {
  const { characters, minLength, maxLength } = parseFormat(format)
  return value.length >= minLength && value.length <= maxLength && (characters?.test(value) ?? true)
}

/**
 * How a declaration goes beyond the printed format, if it does: another format, listed values that do not fit, or a
 * date where date and time are printed. What is narrower (a list of currencies for `a3`) is no deviation.
 */
function deviationOf(schema: z.ZodType): string | undefined {
  const { format, accepts, shape } = factsOf(schema)
  if (accepts !== undefined) {
    return accepts
  }
  const values = listedValues(schema)
  if (values?.some((value) => !fits(value, format))) {
    return values.join(" or ")
  }
  return format === "dttm" && !shape?.test("2026-01-31T00:00:00") ? "YYYY-MM-DD" : undefined
}

function deviationsIn(shape: Shape): string[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const ours = deviationOf(schema)
    return ours === undefined ? [] : [`${name}: ${factsOf(schema).format} → ${ours}`]
  })
}

const listed = FORMAT_DEVIATIONS.flatMap(({ parameters, printed, ours }) =>
  parameters.map((name) => `${name}: ${printed} → ${ours}`),
)

it("has a call for every table but those of batch files", () => {
  const declared = documented.flatMap(([, call]) => [call.source.request, call.source.answer])
  expect([...declared, ...BATCH_TABLES].sort()).toEqual(tables.map((table) => table.caption).sort())
})

it("names each call as it is exported", () => {
  expect(ALL_CALLS.map(([, call]) => call.name)).toEqual(Object.keys(CALLS))
})

describe.each(PAIRS)("$title", ({ call, shape, rows, isRequest }) => {
  const added = isRequest ? addedTo(call) : []

  it("has the document's parameters, and no other but those listed as added", () => {
    expect(Object.keys(shape).sort()).toEqual([...rows.map((row) => row.name), ...added].sort())
  })

  it("has the document's formats", () => {
    const declared = rows.map((row) => [row.name, factsOf(shape[row.name]!).format])
    expect(declared).toEqual(rows.map((row) => [row.name, row.format]))
  })

  it("has the document's conditions", () => {
    const declared = rows.map((row) => [row.name, conditionOf(call, row.name, shape[row.name]!)])
    const listedOf = (name: string) =>
      CONDITION_DEVIATIONS.find((deviation) => deviation.call === call.name && deviation.parameter === name)?.ours
    expect(declared).toEqual(rows.map((row) => [row.name, listedOf(row.name) ?? row.cnd]))
  })

  it("has the document's groups of parameters that go together", () => {
    const groups = rows.map((row) => [row.name, /müssen alle Parameter (.+) übergeben/.exec(row.description)?.[1]])
    const declared = rows.map((row) => [
      row.name,
      isRequest ? call.conditions.find((condition) => condition.names.includes(row.name))?.names.join(", ") : undefined,
    ])
    expect(declared).toEqual(groups)
  })

  it("deviates only where deviations.ts says so", () => {
    expect(deviationsIn(shape).filter((deviation) => !listed.includes(deviation))).toEqual([])
  })
})

describe("deviations.ts", () => {
  it("lists no format deviation that is no longer one", () => {
    const found = PAIRS.flatMap(({ shape }) => deviationsIn(shape))
    expect(listed.filter((deviation) => !found.includes(deviation))).toEqual([])
  })

  it("lists no format deviation twice", () => {
    expect(listed.filter((deviation, index) => listed.indexOf(deviation) !== index)).toEqual([])
  })

  it("adds no parameter that the document's table has", () => {
    const superfluous = ADDED_PARAMETERS.filter(({ call, parameter }) =>
      rowsOf(ALL_CALLS.find(([name]) => name === call)![1].source.request).some((row) => row.name === parameter),
    )
    expect(superfluous).toEqual([])
  })

  it("prints the document's condition wherever it deviates from it", () => {
    const printed = CONDITION_DEVIATIONS.map(({ call, parameter }) => {
      const { request, answer } = ALL_CALLS.find(([name]) => name === call)![1].source
      return [...rowsOf(request), ...rowsOf(answer)].find((row) => row.name === parameter)?.cnd
    })
    expect(printed).toEqual(CONDITION_DEVIATIONS.map((deviation) => deviation.printed))
    expect(CONDITION_DEVIATIONS.filter(({ printed, ours }) => ours === printed)).toEqual([])
  })

  it("gives every entry a reason", () => {
    const reasons = [...FORMAT_DEVIATIONS, ...ADDED_PARAMETERS, ...CONDITION_DEVIATIONS, ...SPELLING_SLIPS].map(
      ({ reason }) => reason,
    )
    expect(reasons.filter((reason) => reason.length < 20)).toEqual([])
  })
})

describe("the inquiries, which the document lacks (protocol facts, section 5)", () => {
  const ANSWER = [
    ...["MID", "PayID", "XID", "TransID", "Status", "Description", "Code"],
    ...["LastStatus", "AmountAuth", "AmountCap", "AmountCred", "Currency"],
  ]
  /** What every other answer has, too. */
  const COMMON = ["RefNr", "CodeExt", "ErrorText"]

  it("asks by PayID with MerchantID, PayID and TransID", () => {
    expect(Object.keys(CALLS.inquire.request)).toEqual(["MerchantID", "PayID", "TransID"])
  })

  it("asks by TransID with MerchantID and TransID", () => {
    expect(Object.keys(CALLS.inquireByTransID.request)).toEqual(["MerchantID", "TransID"])
  })

  it.each(["inquire", "inquireByTransID"] as const)("reads the amounts of %s", (name) => {
    expect(Object.keys(CALLS[name].answer).sort()).toEqual([...ANSWER, ...COMMON].sort())
  })
})

describe("listed values", () => {
  const requests = PAIRS.filter(({ isRequest }) => isRequest)
  const described = (name: string) =>
    requests.flatMap(({ title, shape, rows }) =>
      rows
        .filter((row) => row.name === name)
        .map((row) => ({ title, text: row.description, values: listedValues(shape[name]!) })),
    )

  it.each(described("Currency"))("are the document's currencies in $title", ({ text, values }) => {
    expect(values).toEqual(/zulässig sind: ([A-Z, ]+)\./.exec(text)?.[1]?.split(", "))
  })

  it.each(described("Language"))("are the document's languages in $title", ({ text, values }) => {
    expect(values).toEqual(Array.from(text.matchAll(/\b([A-Z]{2}) - /g), ([, code]) => code))
  })

  it.each(described("LegalForm"))("are the document's legal forms in $title", ({ text, values }) => {
    expect(values).toEqual(Array.from(text.matchAll(/• ([A-Z_]+)/g), ([, form]) => form))
  })

  it("are the document's payment types", () => {
    const printed = rowsOf(CALLS.createSession.source.request).find((row) => row.name === "PayType")!.description
    expect([...new Set(printed.match(/[a-z]+(_[a-z]+)+/g))].sort()).toEqual([...PAY_TYPES].sort())
  })

  it.each([
    ["createOrder", "CNO"],
    ["createRecurringOrder", "CNO"],
    ["updateAddress", "UCA"],
    ["updateReference", "UMR"],
    ["updateOrder", "UEO"],
    ["resendInvoice", "RCC"],
  ] as const)("give %s the token %s, which the document names", (name, token) => {
    const row = rowsOf(CALLS[name].source.request).find((each) => each.name === "EventToken")!
    expect(row.description).toContain(`Wert ${token}`)
    expect(listedValues(CALLS[name].request.EventToken)).toEqual([token])
  })

  it("are the document's fields of an order line", () => {
    const row = rowsOf(CALLS.createSession.source.request).find((each) => each.name === "ArticleList")!
    const printed = Array.from(row.description.matchAll(/([a-z_.]+) = /g), ([, field]) => field)
    const { product_identifiers: identifiers, ...plain } = orderLine.shape
    const nested = Object.keys(identifiers.unwrap().shape).map((field) => `product_identifiers.${field}`)
    expect([...Object.keys(plain), ...nested].sort()).toEqual(printed.sort())
  })
})

describe("the statuses that mean success", () => {
  it.each(documented)("of %s are those in the document's table", (_name, call) => {
    const status = rowsOf(call.source.answer).find((row) => row.name === "Status")!.description
    expect(status).toBe(`${call.succeedsWith.join(", ")} oder FAILED`)
  })
})
