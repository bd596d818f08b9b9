import { readFileSync } from "node:fs"
import type { Locator } from "playwright-core"

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")

/** The plugin's own elements of a page: its panels there, or a page of its own. */
export type Ours = readonly Locator[]

/** Colours of components that are Medusa's: its dark button, and the currency beside an amount. */
const MEDUSAS = ["button.shadow-buttons-inverted", "p.uppercase"]

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

/**
 * What in the plugin's own elements would keep somebody from using them, by axe-core's rules for WCAG and good practice,
 * each with the element; what it calls minor is left out.
 */
export async function barriers(ours: Ours): Promise<string[]> {
  const [first] = ours
  if (!first) throw new Error("Nothing to look at")
  const page = first.page()
  for (const part of ours) await part.evaluate((element) => element.setAttribute("data-ours", ""))
  await page.evaluate(axe)
  const violations = await page.evaluate(
    async (exclude) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (context: object) => Promise<{ violations: Violation[] }> }
      }
      return (await axe.run({ include: ["[data-ours]"], exclude })).violations
    },
    MEDUSAS.map((selector) => [selector]),
  )
  return violations
    .filter(({ impact }) => impact !== "minor")
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html}`))
}
