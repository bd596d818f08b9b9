import { ArrowPath } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useFailureToast, useSync } from "../lib/actions"
import { differencesOf, type Payment } from "../lib/status"
import { useTexts } from "../lib/texts"
import { Section } from "./section"

const SIDES = ["medusa", "books", "paygate"] as const
const SUMS = ["authorized", "captured", "refunded", "released"] as const

/** What Medusa, the plugin and Paygate say, where they do not say the same. */
export function Differences({ payment }: { payment: Payment }) {
  const { t, money } = useTexts()
  const toastFailure = useFailureToast()
  const { mutate, isPending } = useSync(payment.id)
  const differences = differencesOf(payment)
  if (!differences) return null
  const rows = SUMS.filter((sum) => SIDES.some((side) => differences[side][sum] !== undefined))
  const write = (sum?: number) => (sum === undefined ? t("general.none") : money(sum, payment.currency_code))
  return (
    <Section title={t("differences.title")}>
      <table className="txt-compact-small text-ui-fg-subtle w-full text-right tabular-nums">
        <thead>
          <tr className="text-ui-fg-subtle">
            <th scope="col" className="py-1 text-left font-normal">
              {t("differences.sum")}
            </th>
            {SIDES.map((side) => (
              <th key={side} scope="col" className="py-1 pl-2 font-normal">
                {t(`differences.${side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((sum) => (
            <tr key={sum}>
              <th scope="row" className="py-1 text-left font-normal">
                {t(`amounts.${sum}`)}
              </th>
              {SIDES.map((side) => (
                <td key={side} className="py-1 pl-2">
                  {write(differences[side][sum])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="small" className="text-ui-fg-subtle">
        {t("differences.hint")}
      </Text>
      <Button
        type="button"
        size="small"
        variant="secondary"
        className="w-fit"
        isLoading={isPending}
        onClick={() => mutate({}, { onError: toastFailure })}
      >
        <ArrowPath />
        {t("actions.sync")}
      </Button>
    </Section>
  )
}
