import { moveMoney, type MovementDetails } from "../../src/operations"
import { evidenceOf } from "../../src/operations/evidence"
import { endOf, KlarnaShop } from "./klarna-shop"
import type { Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

const LINES = [
  { name: "Tüte & Co", quantity: 1, unit_price: 1000, total_amount: 1000, tax_rate: 1900, total_tax_amount: 160 },
]
const DETAILS: MovementDetails = {
  lines: LINES,
  items: [{ line_item_id: "ordli_1", quantity: 1 }],
  shippingInfo: [{ shipping_company: "DHL", tracking_number: "JD01" }],
  completes: true,
}

withBooks((suite) => {
  let shop: KlarnaShop
  let session: Session
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite)
    session = await shop.buy()
  })
  afterEach(() => shop.close())

  const capture = async (details: MovementDetails = DETAILS) => {
    const { id } = shop.captures.create(session.id, 10)
    const request = { amount: 10, medusaId: id, details }
    return moveMoney(shop.context, await shop.paymentOf(session), "capture", request).catch((error: unknown) => {
      shop.captures.delete(id)
      throw error
    })
  }
  const sent = () => shop.paygate.requests({ call: "capture" }).map(({ parameters }) => parameters)
  const operation = async () => (await shop.operationsOf(session)).at(-1)!
  /** An answer that is lost, and sums that no inquiry can judge, since somebody captured elsewhere, too. */
  const lose = async (kind: "lose_before" | "lose_after" = "lose_before") => {
    shop.paygate.addScenario({ call: "capture", behaviour: { kind } })
    expect(await endOf(capture())).toBe("outcome_unknown")
    await suite.sql("update paygate_klarna_payment set captured_amount = 100, raw_captured_amount = ?", [
      JSON.stringify({ value: "100", precision: 20 }),
    ])
  }

  describe("a capture that is sent again", () => {
    it.each(["lose_before", "lose_after"] as const)(
      "is the same request, down to its lines, parcels and the release of the rest (%s)",
      async (kind) => {
        await lose(kind)
        await capture()
        const [first, second] = sent()
        expect(Object.keys(first!)).toEqual(
          expect.arrayContaining(["ArticleList", "ShippingData", "CompleteType", "ReqID"]),
        )
        expect(second).toEqual(first)
        expect(shop.ledgerOf(session).captures.map(({ amount }) => amount)).toEqual([1000])
      },
    )

    it.each<[string, MovementDetails]>([
      ["of other items", { ...DETAILS, items: [{ line_item_id: "ordli_2", quantity: 1 }] }],
      ["without its items, as Medusa's own route asks", { completes: true }],
      ["without the release of the rest", { ...DETAILS, completes: false }],
    ])("is not sent for one who wants the same amount %s", async (_what, details) => {
      await lose()
      expect(await endOf(capture(details))).toBe("outcome_unknown")
      expect(sent()).toHaveLength(1)
    })
  })

  describe("what became of the first answer", () => {
    it("stays known when the same is done by being sent again", async () => {
      await lose()
      const { message } = await operation()
      await capture()
      const done = await operation()
      expect(done).toMatchObject({ state: "succeeded", code: "no_answer", message })
      expect(done.xid).not.toBeNull()
      expect(done.invoice_nr).not.toBeNull()
      expect(evidenceOf(done)).toBe("inquiry")
    })

    it.each([{ kind: "http_500" }, { kind: "declined", code: "22890062" }] as const)(
      "stays known when it cannot be sent again now: %j",
      async (behaviour) => {
        await lose()
        const { message } = await operation()
        shop.paygate.addScenario({ call: "capture", behaviour })
        expect(await endOf(capture())).toBe("outcome_unknown")
        expect(await operation()).toMatchObject({ state: "unknown", code: "no_answer", message })
        expect(shop.log.at(-1)).toContain("capture stays open, and could not be repeated")
      },
    )

    it("is nobody else's to send again while Paygate may be at work on it", async () => {
      await lose()
      expect(await suite.books.announceRepeat((await operation()).id)).toBe(true)
      expect(await endOf(capture())).toBe("outcome_unknown")
      expect(sent()).toHaveLength(1)
      await suite.sql("update paygate_klarna_operation set repeating_at = repeating_at - interval '3 minutes'")
      await capture()
      expect(sent()).toHaveLength(2)
    })

    it("is not sent a third time while the second may still be carried out, since Paygate was silent", async () => {
      await lose()
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "slow", ms: 1_500, before_processing: true } })
      expect(await endOf(capture())).toBe("outcome_unknown")
      expect(await endOf(capture())).toBe("outcome_unknown")
      expect(sent()).toHaveLength(2)
    })

    it("gives way to Paygate's refusal, which another attempt under this ReqID would only meet again", async () => {
      await lose()
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "declined", code: "22890100" } })
      await endOf(capture())
      const refused = (await shop.operationsOf(session)).filter(({ kind }) => kind === "capture")[0]!
      expect(refused).toMatchObject({ state: "failed", code: "22890100" })
      expect(evidenceOf(refused)).toBe("answer")
    })

    it("stays known when a release is done by being sent again", async () => {
      shop.paygate.addScenario({ call: "reverse", behaviour: { kind: "lose_after" } })
      expect(await endOf(shop.cancel(session))).toBe("outcome_unknown")
      await shop.cancel(session)
      expect(await operation()).toMatchObject({ kind: "reverse", state: "succeeded", code: "no_answer" })
    })
  })
})
