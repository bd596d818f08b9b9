import { Button, Text } from "@medusajs/ui"
import { useTexts } from "../lib/texts"

interface PagesProps {
  count: number
  limit: number
  offset: number
  onMove: (offset: number) => void
}

/** Where in a long list one is, and the way on and back. */
export function Pages({ count, limit, offset, onMove }: PagesProps) {
  const { t } = useTexts()
  const to = Math.min(offset + limit, count)
  return (
    <nav aria-label={t("overview.title")} className="flex items-center justify-between gap-x-3 px-6 py-4">
      <Text role="status" size="small" leading="compact" className="text-ui-fg-subtle">
        {t("overview.page", { from: offset + 1, to, count })}
      </Text>
      <div className="flex gap-x-2">
        <Button
          type="button"
          size="small"
          variant="transparent"
          disabled={offset === 0}
          onClick={() => onMove(Math.max(0, offset - limit))}
        >
          {t("overview.previous")}
        </Button>
        <Button
          type="button"
          size="small"
          variant="transparent"
          disabled={to === count}
          onClick={() => onMove(offset + limit)}
        >
          {t("overview.next")}
        </Button>
      </div>
    </nav>
  )
}
