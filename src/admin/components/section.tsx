import { Text } from "@medusajs/ui"
import { useId, type ReactNode } from "react"

/** A part of a panel, under a heading of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-y-3 px-6 py-4">
      <Text asChild size="small" leading="compact" weight="plus">
        <h3 id={id}>{title}</h3>
      </Text>
      {children}
    </section>
  )
}
