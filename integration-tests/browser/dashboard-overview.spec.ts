import { eventually } from "../http/eventually"
import { sql } from "../http/jobs"
import { openDashboard } from "./dashboard-page"
import { inBrowser } from "./suite"

inBrowser((suite) => {
  /** As many payments whose sums differ, each found a minute after the one before. */
  const addPayments = (count: number) =>
    sql(
      suite,
      `insert into paygate_klarna_payment (id, provider_id, payment_session_id, state, trans_id, flow, currency_code,
          country_code, language, session_amount, session_tax_amount, lines_fingerprint, addresses_fingerprint,
          raw_session_amount, raw_session_tax_amount, diverged_at)
        select 'pgkpay_' || n, 'pp_paygate-klarna_eu', 'payses_' || n, 'authorized', 'payses_' || n, 'widget', 'EUR',
          'DE', 'DE', 3000, 479, '', '', '{"value":"3000","precision":20}', '{"value":"479","precision":20}',
          now() - interval '1 day' + n * interval '1 minute'
        from generate_series(1, ?) as n`,
      [count],
    )

  it("goes back to the last page there is when the list becomes shorter than where one is", async () => {
    await addPayments(41)
    const { page, shows } = await openDashboard(suite, "/paygate-klarna")
    const rows = () => page.getByRole("row").filter({ hasText: "Medusa and Paygate differ" })
    await shows("1–20 of 41")
    await page.getByRole("button", { name: "Next" }).click()
    await shows("21–40 of 41")
    await sql(suite, "update paygate_klarna_payment set diverged_at = null where payment_session_id <> 'payses_41'")
    await page.getByRole("button", { name: "Next" }).click()
    await eventually(async () => expect(await rows().count()).toBe(1))
    expect(await page.getByText(/of 41/).count()).toBe(0)
  })
})
