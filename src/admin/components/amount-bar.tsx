import { Text, clx } from "@medusajs/ui"
import { wasAuthorized, type Payment } from "../lib/status"
import { useTexts } from "../lib/texts"
import { Section } from "./section"

/** What became of the authorized amount: a bar, and the figures it is made of. */
export function AmountBar({ payment }: { payment: Payment }) {
  const { t, money } = useTexts()
  const { amount, captured, refunded, released, remaining, currency_code } = payment
  const write = (sum: number) => money(sum, currency_code)
  if (!wasAuthorized(payment)) {
    return (
      <Section title={t("amounts.title")}>
        <dl>
          <Figure name={t("amounts.requested")} value={write(amount)} isTotal />
        </dl>
      </Section>
    )
  }
  const parts = [
    { name: "captured", share: captured - refunded, sum: captured, color: "bg-ui-tag-green-icon" },
    { name: "thereofRefunded", share: refunded, sum: refunded, color: "bg-ui-tag-orange-icon" },
    { name: "released", share: released, sum: released, color: "bg-ui-tag-neutral-icon" },
    { name: "remaining", share: remaining, sum: remaining, color: "bg-ui-tag-blue-icon" },
  ]
  const summary = { captured: write(captured), refunded: write(refunded), released: write(released) }
  return (
    <Section title={t("amounts.title")}>
      <div
        role="img"
        aria-label={t("amounts.summary", { amount: write(amount), remaining: write(remaining), ...summary })}
        className="bg-ui-bg-component flex h-2 w-full gap-x-0.5 overflow-hidden rounded-full"
      >
        {parts
          .filter(({ share }) => share > 0)
          .map(({ name, share, color }) => (
            <span key={name} className={color} style={{ flexGrow: share }} />
          ))}
      </div>
      <dl className="flex flex-col gap-y-2">
        <Figure name={t("amounts.authorized")} value={write(amount)} isTotal />
        {parts.map(({ name, sum, color }) => (
          <Figure
            key={name}
            name={t(`amounts.${name}`)}
            value={write(sum)}
            color={color}
            isPart={name === "thereofRefunded"}
          />
        ))}
      </dl>
    </Section>
  )
}

interface FigureProps {
  name: string
  value: string
  color?: string
  isTotal?: boolean
  /** Of the figure above it. */
  isPart?: boolean
}

function Figure({ name, value, color, isTotal, isPart }: FigureProps) {
  const weight = isTotal ? "plus" : "regular"
  return (
    <div className="text-ui-fg-subtle flex items-center justify-between gap-x-3">
      <Text asChild size="small" leading="compact" weight={weight}>
        <dt className={clx("flex items-center gap-x-2", isPart && "pl-4")}>
          {color && <span aria-hidden className={clx("size-2 shrink-0 rounded-sm", color)} />}
          {name}
        </dt>
      </Text>
      <Text asChild size="small" leading="compact" weight={weight} className="tabular-nums">
        <dd>{value}</dd>
      </Text>
    </div>
  )
}
