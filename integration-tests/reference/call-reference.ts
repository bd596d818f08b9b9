import { z } from "zod"
import { MAC_FIELDS, type Call, type Shape } from "../../src/paygate/call"
import { CALLS } from "../../src/paygate/calls"
import { ADDED_PARAMETERS, CONDITION_DEVIATIONS, FORMAT_DEVIATIONS, SPELLING_SLIPS } from "../../src/paygate/deviations"
import { factsOf, type Parameter } from "../../src/paygate/parameter"

type Row = readonly string[]

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")
}

function unwrapped(schema: Parameter): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
}

/** Mandatory, conditional (only together with others) or optional, as the document marks it. */
function conditionOf(call: Call, name: string, schema: Parameter): string {
  if (!(schema instanceof z.ZodOptional)) {
    return "M"
  }
  return call.conditions.some((condition) => condition.names.includes(name)) ? "C" : "O"
}

function meaningOf(schema: Parameter): string {
  const inner = unwrapped(schema)
  const { meaning } = factsOf(inner)
  if (inner instanceof z.ZodLiteral) {
    return `${meaning}; only \`${String(inner.value)}\``
  }
  return inner instanceof z.ZodEnum
    ? `${meaning}; one of ${inner.options.map((value) => `\`${String(value)}\``).join(" ")}`
    : meaning
}

function formatOf(name: string, schema: Parameter): string {
  const { format } = factsOf(schema)
  const deviation = FORMAT_DEVIATIONS.find((each) => each.parameters.includes(name) && each.printed === format)
  return deviation ? `${format} → ${deviation.ours}` : format
}

/** What the caller has no say in. */
function isAutomatic(name: string, schema: Parameter): boolean {
  return name === "MerchantID" || name === "MAC" || schema instanceof z.ZodLiteral
}

function parameters(call: Call, shape: Shape): string {
  return table(
    ["parameter", "format", "", "meaning", "in logs"],
    Object.entries(shape).map(([name, schema]) => [
      `\`${name}\`${shape === call.request && isAutomatic(name, schema) ? " ¹" : ""}`,
      `\`${formatOf(name, schema)}\``,
      conditionOf(call, name, schema),
      meaningOf(schema),
      factsOf(schema).logged ? "shown" : "masked",
    ]),
  )
}

function macOf(call: Call): string {
  if (call.mac === undefined) {
    return "none"
  }
  return `\`${MAC_FIELDS.map((field) => (call.mac?.includes(field) ? field : "")).join("*")}\``
}

function section(name: string, call: Call): string {
  const facts = [
    ["script", `\`${call.script}\``],
    ["success", call.succeedsWith.map((status) => `\`${status}\``).join(", ")],
    ["MAC over", macOf(call)],
    ["a lost answer", call.changesState ? "leaves money or an order in doubt: inquire" : "changes nothing"],
    ["source", [...new Set([call.source.request, call.source.answer])].map((caption) => `“${caption}”`).join(", ")],
    ...call.conditions.map((condition) => ["condition", condition.says]),
  ]
  return [
    `## ${name}`,
    `${call.does.charAt(0).toUpperCase()}${call.does.slice(1)}.`,
    table(["", ""], facts),
    "### Request",
    parameters(call, call.request),
    "### Answer",
    parameters(call, call.answer),
  ].join("\n\n")
}

const INTRODUCTION = `# Calls

Every call to Paygate and every parameter of it, written from the declarations in \`src/paygate/calls\` by
\`npx tsx integration-tests/reference/write-call-reference.ts\`. Do not edit by hand: a unit test compares.

- **format**: the interface document's notation: \`a\` letters, \`n\` digits, \`s\` signs, \`..30\` at most 30 characters,
  \`30\` exactly so many. \`printed → used\` marks a deviation, see the end.
- **M** mandatory, **O** optional, **C** only together with the others of its group. Answers are read leniently: what
  is missing there is no error by itself.
- **in logs**: whether logs and the books show the value, or three asterisks in its place.
- ¹ added by the client itself.
- **MAC over**: a field that is not sent is empty, its asterisk stays.`

function deviations(): string {
  return [
    "## Deviations from the interface document",
    "### Formats",
    table(
      ["parameters", "printed", "used", "reason"],
      FORMAT_DEVIATIONS.map(({ parameters: names, printed, ours, reason }) => [
        names.map((name) => `\`${name}\``).join(", "),
        `\`${printed}\``,
        `\`${ours}\``,
        reason,
      ]),
    ),
    "### Added parameters",
    table(
      ["call", "parameter", "reason"],
      ADDED_PARAMETERS.map(({ call, parameter, reason }) => [call, `\`${parameter}\``, reason]),
    ),
    "### Conditions",
    table(
      ["call", "parameter", "printed", "used", "reason"],
      CONDITION_DEVIATIONS.map(({ call, parameter, printed, ours, reason }) => [
        call,
        `\`${parameter}\``,
        `**${printed}**`,
        `**${ours}**`,
        reason,
      ]),
    ),
    "### Spelling",
    table(
      ["printed", "used", "reason"],
      SPELLING_SLIPS.map(({ printed, ours, reason }) => [printed, `\`${ours}\``, reason]),
    ),
  ].join("\n\n")
}

/** The text of `docs/reference/calls.md`. */
export function renderCallReference(): string {
  const sections = Object.entries(CALLS).map(([name, call]) => section(name, call))
  return `${[INTRODUCTION, ...sections, deviations()].join("\n\n")}\n`
}
