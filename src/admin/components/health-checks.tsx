import { ArrowPath } from "@medusajs/icons"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useHealth } from "../lib/queries"
import { useTexts } from "../lib/texts"
import { Check, CheckList } from "./check-list"
import { Loading, LoadFailure } from "./load-state"

/** What has to be right so that shoppers can pay, what is not first. */
export function HealthChecks() {
  const { t } = useTexts()
  const { data, error, isFetching, refetch } = useHealth()
  const checks = data && sortByLevel(data.checks)
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-3 px-6 py-4">
        <div>
          <Heading level="h2">{t("settings.checks")}</Heading>
          <Text role="status" size="small" className="text-ui-fg-subtle">
            {checks?.every(({ level }) => level === "ok") && t("settings.allOk")}
          </Text>
        </div>
        <Button type="button" size="small" variant="secondary" isLoading={isFetching} onClick={() => void refetch()}>
          <ArrowPath />
          {t("settings.again")}
        </Button>
      </div>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!checks && !error && <Loading rows={6} />}
      {checks && (
        <CheckList>
          {checks.map(({ provider_id, ...check }) => (
            <Check key={`${check.name}/${provider_id}`} {...check} provider={provider_id} />
          ))}
        </CheckList>
      )}
    </Container>
  )
}

const LEVELS = ["error", "warning", "ok"]

function sortByLevel<One extends { level: string }>(checks: readonly One[]): One[] {
  return checks.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
}
