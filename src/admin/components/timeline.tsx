import { Button, Container, Heading, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import type { PaygatePaymentResponse } from "../../types/payment"
import { useTexts } from "../lib/texts"
import { TimelineRow } from "./timeline-row"

/** As many as are shown at first. */
const FIRST = 10

/** Every call to Paygate for a payment, the newest first. */
export function Timeline({ payment, operations }: PaygatePaymentResponse) {
  const { t } = useTexts()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? operations : operations.slice(-FIRST)
  return (
    <Container className="divide-y p-0">
      <div className="flex items-baseline justify-between gap-x-3 px-6 py-4">
        <Heading level="h2">{t("timeline.title")}</Heading>
        {operations.length > 1 && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {t("timeline.newestFirst")}
          </Text>
        )}
      </div>
      {operations.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("timeline.empty")}
        </Text>
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("timeline.title")}>
          <Table className="[&_td:not(:last-child)]:pr-4 [&_th:not(:last-child)]:pr-4">
            <Table.Header className="border-t-0">
              <Table.Row>
                <Table.HeaderCell>{t("timeline.when")}</Table.HeaderCell>
                <Table.HeaderCell>{t("timeline.what")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("timeline.amount")}</Table.HeaderCell>
                <Table.HeaderCell>{t("timeline.result")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("timeline.duration")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body className="border-b-0 [&>tr:last-child]:border-b-0">
              {shown.toReversed().map((operation) => (
                <TimelineRow key={operation.id} operation={operation} currencyCode={payment.currency_code} />
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {shown.length < operations.length && (
        <div className="flex justify-center px-6 py-3">
          <Button type="button" size="small" variant="transparent" onClick={() => setShowsAll(true)}>
            {t("timeline.showAll", { count: operations.length })}
          </Button>
        </div>
      )}
    </Container>
  )
}
