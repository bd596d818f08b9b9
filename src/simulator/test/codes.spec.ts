import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describeCode, outcomeOfCode } from "../../paygate"
import { PENDING_CODE } from "../answer"
import { codeOfFault, PARAMETER_FAULTS, REFUSALS, type ParameterFault } from "../refusals"

const DOCUMENT = readFileSync(join(__dirname, "../../../docs/simulator.md"), "utf8")

it.each(Object.entries(REFUSALS))("%s is a refusal the client understands, and is documented", (_name, refusal) => {
  expect(outcomeOfCode(refusal.code)).toBe("declined")
  expect(describeCode(refusal.code)).toMatch(/^error, [^:]+: /)
  expect(DOCUMENT).toMatch(new RegExp(`\\| \`${refusal.code}\` +\\|`))
})

it.each(Object.keys(PARAMETER_FAULTS) as ParameterFault[])("a parameter that %s has a code of its own", (fault) => {
  const { module } = PARAMETER_FAULTS[fault]
  expect(codeOfFault(fault, "Amount")).toBe(`2${module}0005`)
  expect(describeCode(codeOfFault(fault, "Amount"))).toMatch(/: Amount \(/)
  expect(codeOfFault(fault, "sdCity")).toBe(`2${module}1370`)
  expect(codeOfFault(fault, "Gender")).toBe(`2${module}0901`)
  expect(DOCUMENT).toContain(`\`2${module}…\``)
})

it("has a code for what is pending", () => {
  expect(outcomeOfCode(PENDING_CODE)).toBe("pending")
  expect(DOCUMENT).toContain(PENDING_CODE)
})
