import { Button, Container, Heading, Select, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTestSession } from "../lib/actions"
import { useHealth } from "../lib/queries"
import { useTexts } from "../lib/texts"
import { Check, CheckList } from "./check-list"
import { describeFailure } from "../lib/failure"
import { Notice } from "./notice"

/** Opens a real session with Klarna and says what came back. */
export function TestSession() {
  const { t } = useTexts()
  const { data: health } = useHealth()
  const { data: result, error, isPending, mutate } = useTestSession()
  const [chosen, setChosen] = useState<string>()
  const providers = [...new Set(health?.checks.flatMap(({ provider_id }) => provider_id ?? []))]
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="max-w-prose">
          <Heading level="h2">{t("settings.testTitle")}</Heading>
          <Text size="small" className="text-ui-fg-subtle text-pretty">
            {t("settings.testDescription")}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {providers.length > 1 && (
            <Select size="small" value={chosen ?? providers[0] ?? ""} onValueChange={setChosen}>
              <Select.Trigger aria-label={t("settings.provider")} className="w-auto">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {providers.map((provider) => (
                  <Select.Item key={provider} value={provider}>
                    {provider}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          )}
          <Button
            type="button"
            size="small"
            variant="secondary"
            isLoading={isPending}
            onClick={() => mutate(chosen ? { provider_id: chosen } : {})}
          >
            {t("settings.testSubmit")}
          </Button>
        </div>
      </div>
      <div aria-live="polite" className="empty:!border-t-0">
        {error ? (
          <div className="px-6 py-4">
            <Notice variant="error">{describeFailure(error, t)}</Notice>
          </div>
        ) : result ? (
          <CheckList>
            <Check {...result} provider={result.provider_id} />
          </CheckList>
        ) : null}
      </div>
    </Container>
  )
}
