import { StatusBadge, Table, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { PaygateOperationResponse } from "../../types/payment"
import { describeResult, resultOf, unnamedCode } from "../lib/operation"
import { useTexts } from "../lib/texts"

interface TimelineRowProps {
  operation: PaygateOperationResponse
  currencyCode: string
}

export function TimelineRow({ operation, currencyCode }: TimelineRowProps) {
  const { t, money, date, time, duration } = useTexts()
  const { kind, amount, releases_rest, fulfillment_id, created_at, duration_ms } = operation
  const details = [
    releases_rest && t("timeline.releasesRest"),
    fulfillment_id && t("timeline.forFulfillment", { id: shortOf(fulfillment_id) }),
  ].filter(Boolean)
  const result = resultOf(operation)
  const reason = describeResult(operation, t)
  const code = unnamedCode(operation)
  return (
    <Table.Row className="[&>td]:py-3 [&>td]:align-top">
      <Table.Cell className="whitespace-nowrap">
        {date(created_at)}
        <Detail>{time(created_at)}</Detail>
      </Table.Cell>
      <Table.Cell className="min-w-32">
        <Text as="span" size="small" leading="compact" weight="plus" className="text-ui-fg-base">
          {t(`operation.${kind}`)}
        </Text>
        {details.map((detail) => (
          <Detail key={detail as string}>{detail}</Detail>
        ))}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right tabular-nums">
        {amount > 0 ? money(amount, currencyCode) : t("general.none")}
      </Table.Cell>
      <Table.Cell className="min-w-40">
        <StatusBadge color={result.color} className="text-nowrap">
          {t(result.key)}
        </StatusBadge>
        {reason && <Detail>{reason}</Detail>}
        {code && <Detail>{t("timeline.code", { code })}</Detail>}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right tabular-nums">
        {duration_ms === null ? t("general.none") : duration(duration_ms)}
      </Table.Cell>
    </Table.Row>
  )
}

/** As the dashboard names a payment. */
function shortOf(id: string): string {
  return `#${id.slice(-7)}`
}

function Detail({ children }: { children: ReactNode }) {
  return (
    <Text size="xsmall" className="text-ui-fg-subtle max-w-56 text-pretty break-words pt-1">
      {children}
    </Text>
  )
}
