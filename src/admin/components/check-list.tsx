import { StatusBadge, Text, clx } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { HealthCheck } from "../../types/health"
import { describeCheck } from "../lib/check-text"
import { useTexts } from "../lib/texts"

const COLORS = { ok: "green", warning: "orange", error: "red" } as const

interface CheckProps extends Pick<HealthCheck, "level" | "message" | "reason" | "values"> {
  name: string
  /** The provider it is about. */
  provider: string | null
}

/** What was looked at, how it stands, and what to do about it. */
export function CheckList({ children }: { children: ReactNode }) {
  return <ul className="divide-y">{children}</ul>
}

export function Check({ name, level, provider, ...found }: CheckProps) {
  const texts = useTexts()
  const { t } = texts
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-2 px-6 py-4 sm:grid-cols-[1fr_2fr_104px]">
      <div>
        <Text size="small" leading="compact" weight="plus">
          {t(`check.${name}`)}
        </Text>
        {provider && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle break-words">
            {provider}
          </Text>
        )}
      </div>
      <div className="max-sm:order-last max-sm:col-span-2">
        <Text size="small" className={clx("text-pretty break-words", level === "ok" && "text-ui-fg-subtle")}>
          {describeCheck(found, texts)}
        </Text>
      </div>
      <StatusBadge color={COLORS[level]} className="justify-self-end text-nowrap">
        {t(`level.${level}`)}
      </StatusBadge>
    </li>
  )
}
