import { Container, Heading, StatusBadge, Table, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { Link } from "react-router-dom"
import type { AttentionEntry, AttentionResponse } from "../../types/attention"
import { lastOffset } from "../lib/paging"
import { useAttention } from "../lib/queries"
import { useTexts } from "../lib/texts"
import { Loading, LoadFailure } from "./load-state"
import { Pages } from "./pages"

const PAGE_SIZE = 20

const COLORS = {
  release_failed: "red",
  outcome_unknown: "red",
  capture_failed: "red",
  change_refused: "orange",
  diverged: "red",
  expired: "red",
  expiring: "orange",
  pending_long: "orange",
} as const

/** The Klarna payments that somebody has to look at, each with the way to its order. */
export function AttentionTable() {
  const { t } = useTexts()
  const [offset, setOffset] = useState(0)
  const { data, error, refetch } = useAttention(PAGE_SIZE, offset)
  // What was settled meanwhile may leave the list shorter than where one is.
  const last = data ? lastOffset(data) : offset
  useEffect(() => setOffset((current) => Math.min(current, last)), [last])
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading>{t("overview.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("overview.description")}
        </Text>
      </div>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={4} />}
      {data && (data.count === 0 ? <Empty /> : <Entries {...data} onMove={setOffset} />)}
    </Container>
  )
}

function Empty() {
  const { t } = useTexts()
  return (
    <div className="flex h-48 flex-col items-center justify-center gap-y-1 px-6 text-center">
      <Text size="small" leading="compact" weight="plus">
        {t("overview.emptyTitle")}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {t("overview.empty")}
      </Text>
    </div>
  )
}

function Entries({ payments, onMove, ...page }: AttentionResponse & { onMove: (offset: number) => void }) {
  const { t } = useTexts()
  return (
    <>
      <div className="overflow-x-auto">
        <Table>
          <Table.Header className="border-t-0">
            <Table.Row>
              <Table.HeaderCell>{t("overview.order")}</Table.HeaderCell>
              <Table.HeaderCell>{t("overview.reason")}</Table.HeaderCell>
              <Table.HeaderCell>{t("overview.date")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right">{t("overview.amount")}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body className="border-b-0 [&>tr:last-child]:border-b-0">
            {payments.map((entry) => (
              <Entry key={`${entry.id}/${entry.kind}`} {...entry} />
            ))}
          </Table.Body>
        </Table>
      </div>
      {page.count > page.limit && <Pages {...page} onMove={onMove} />}
    </>
  )
}

function Entry({ id, order_id, display_id, kind, since, amount, currency_code }: AttentionEntry) {
  const { t, money, dateTime } = useTexts()
  return (
    <Table.Row className="[&>td]:whitespace-nowrap">
      <Table.Cell>
        {order_id ? (
          <Link
            to={`/orders/${order_id}`}
            className="text-ui-fg-base txt-compact-small-plus focus-visible:shadow-borders-focus rounded-sm outline-none hover:underline"
          >
            {display_id ? `#${display_id}` : order_id}
          </Link>
        ) : (
          <span title={id}>{t("overview.noOrder")}</span>
        )}
      </Table.Cell>
      <Table.Cell className="py-2">
        <StatusBadge color={COLORS[kind]}>{t(`attention.${kind}`)}</StatusBadge>
        <Text size="small" className="text-ui-fg-subtle min-w-64 whitespace-normal">
          {t(`attentionHelp.${kind}`)}
        </Text>
      </Table.Cell>
      <Table.Cell>{dateTime(since)}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{money(amount, currency_code)}</Table.Cell>
    </Table.Row>
  )
}
