import { readFileSync } from "node:fs"
import { join } from "node:path"
import { renderCallReference } from "../../../integration-tests/reference/call-reference"
import { ALL_CALLS } from "./fixtures"

const written = readFileSync(join(__dirname, "../../../docs/reference/calls.md"), "utf8")

describe("docs/reference/calls.md", () => {
  it("is up to date; if not, run npx tsx integration-tests/reference/write-call-reference.ts", () => {
    expect(written).toBe(renderCallReference())
  })

  it.each(ALL_CALLS)("describes every parameter of %s", (name, call) => {
    const section = written.split(/^## /m).find((text) => text.startsWith(`${name}\n`))!
    const [request, answer] = section.split("### Answer")
    expect(Object.keys(call.request).filter((parameter) => !request!.includes(`| \`${parameter}\``))).toEqual([])
    expect(Object.keys(call.answer).filter((parameter) => !answer!.includes(`| \`${parameter}\``))).toEqual([])
  })
})
