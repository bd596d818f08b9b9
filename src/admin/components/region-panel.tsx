import { Badge, Container, Heading, StatusBadge, Text } from "@medusajs/ui"
import type { RegionResponse } from "../../types/region"
import { offerOf } from "../lib/region"
import { useRegion } from "../lib/queries"
import { useTexts } from "../lib/texts"
import { Loading, LoadFailure } from "./load-state"
import { Notice } from "./notice"
import { Section } from "./section"

const COLORS = { offered: "green", partly: "orange", notOffered: "red", notEnabled: "grey" } as const

/** Whether Klarna can be offered in a region, and how. */
export function RegionPanel({ id }: { id: string }) {
  const { t } = useTexts()
  const { data: region, error, refetch } = useRegion(id)
  const offer = region && offerOf(region)
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-3 px-6 py-4">
        <Heading level="h2">{t("region.title")}</Heading>
        {offer && <StatusBadge color={COLORS[offer]}>{t(`region.${offer}`)}</StatusBadge>}
      </div>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!region && !error && <Loading rows={3} />}
      {region && <RegionFacts {...region} />}
    </Container>
  )
}

function RegionFacts({ is_enabled, currency_ok, currency_code, countries, pay_types }: RegionResponse) {
  const { t, country } = useTexts()
  return (
    <>
      {(!is_enabled || !currency_ok) && (
        <div className="flex flex-col gap-y-2 px-6 py-4">
          {!is_enabled && <Notice variant="info">{t("region.notEnabledHint")}</Notice>}
          {!currency_ok && (
            <Notice variant="warning">{t("region.currencyWrong", { currency: currency_code.toUpperCase() })}</Notice>
          )}
        </div>
      )}
      {pay_types.length > 0 && (
        <Section title={t("region.payTypes")}>
          <ul className="flex flex-wrap gap-2">
            {pay_types.map((payType) => (
              <li key={payType}>
                <Badge size="2xsmall">{t(`payType.${payType}`)}</Badge>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("region.countries")}>
        <ul className="flex flex-col gap-y-2">
          {countries.map(({ country_code, is_supported, reason }) => (
            <li key={country_code} className="grid grid-cols-2 gap-x-4">
              <Text as="span" size="small" leading="compact">
                {country(country_code)}
              </Text>
              <Text as="span" size="small" leading="compact" className="text-ui-fg-subtle text-pretty">
                {is_supported || !reason ? t("region.supported") : t(`regionReason.${reason}`)}
              </Text>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
