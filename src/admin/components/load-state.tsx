import { Button, Container, Heading, Skeleton } from "@medusajs/ui"
import { describeFailure } from "../lib/failure"
import { useTexts } from "../lib/texts"
import { Notice } from "./notice"

/** In place of what could not be read. */
export function LoadFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col items-start gap-y-3 px-6 py-4">
      <Notice variant="error">{t("general.loadFailed", { message: describeFailure(error, t) })}</Notice>
      <Button type="button" size="small" variant="secondary" onClick={onRetry}>
        {t("general.retry")}
      </Button>
    </div>
  )
}

/** In place of what is being read. */
export function Loading({ rows }: { rows: number }) {
  const { t } = useTexts()
  return (
    <div role="status" aria-label={t("general.loading")} className="flex flex-col gap-y-3 px-6 py-4">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} className="h-5 w-full" />
      ))}
    </div>
  )
}

/** A panel of its own for a failure. */
export function FailurePanel(props: { error: Error; onRetry: () => void }) {
  const { t } = useTexts()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("panel.title")}</Heading>
      </div>
      <LoadFailure {...props} />
    </Container>
  )
}
