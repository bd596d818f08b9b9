import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

// Klarna is told the order's number by itself; here nothing is sent but what a test asks for.
withShopOptions({ order_ref_nr: null })

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy()
  })
  const admin = () => adminPayments(scene.merchant)
  const capture = (amount: number) => admin().act(bought.paymentId, "captures", { amount })
  const resend = (body: object = {}) => admin().act(bought.paymentId, "resend-invoice", body)
  const sync = () => admin().act(bought.paymentId, "sync")
  const ledger = () => scene.ledger(bought.payId)
  const sent = () => scene.paygate.requests({ call: "resendInvoice" }).map(({ parameters }) => parameters["InvoiceNr"])
  const last = async () => (await admin().read(bought.paymentId)).operations.at(-1)

  describe("an invoice", () => {
    it("is sent again, the newest unless another is named", async () => {
      await capture(10)
      await capture(11)
      const [first, second] = ledger().captures
      expect((await resend()).operation).toMatchObject({ kind: "resend_invoice", state: "succeeded" })
      await resend({ invoice_nr: first!.invoice_nr })
      expect(sent()).toEqual([second!.invoice_nr, first!.invoice_nr])
    })

    it("is refused before a capture, and when it is another payment's", async () => {
      expect(await endOf(resend())).toBe("400 nothing_captured")
      await capture(10)
      expect(await endOf(resend({ invoice_nr: "nobody's" }))).toBe("400 invoice_unknown")
      expect(sent()).toEqual([])
    })

    it("that Paygate refuses to send is refused with its code, and nothing else has changed", async () => {
      await capture(10)
      const before = (await admin().read(bought.paymentId)).payment
      scene.paygate.addScenario({ call: "resendInvoice", behaviour: { kind: "declined" } })
      const { status, code } = await refusalOf(resend())
      expect(status).toBe(400)
      expect(code).toMatch(/^2[0-9A-Z]{7}$/)
      expect(await last()).toMatchObject({ kind: "resend_invoice", state: "failed", code })
      expect((await admin().read(bought.paymentId)).payment).toEqual(before)
    })

    it("can be sent once more when the answer was lost, and money goes on moving", async () => {
      await capture(10)
      scene.paygate.addScenario({ call: "resendInvoice", behaviour: { kind: "lose_after" } })
      expect(await endOf(resend())).toBe("400 outcome_unknown")
      await capture(11)
      await resend()
      expect(await last()).toMatchObject({ kind: "resend_invoice", state: "succeeded" })
      expect(ledger()).toMatchObject({ captured: 2100 })
    })
  })

  describe("a sync", () => {
    it.each([
      ["Paygate refuses to tell", { kind: "declined", code: "20160061" }, "20160061"],
      ["Paygate's answer is lost", { kind: "lose_after" }, "not_reachable"],
    ] as const)("says so when %s, and changes nothing", async (_when, behaviour, code) => {
      await capture(10)
      const [before, sums] = [await admin().read(bought.paymentId), sumsOf(ledger())]
      scene.paygate.addScenario({ call: "inquire", times: 9, behaviour })
      expect(await refusalOf(sync())).toMatchObject({ status: 400, code })
      const { operations, ...after } = await admin().read(bought.paymentId)
      expect({ ...after, operations: operations.filter(({ kind }) => kind !== "inquire") }).toEqual(before)
      expect(operations.at(-1)).toMatchObject({ kind: "inquire", state: "failed", amount: 0 })
      expect(sumsOf(ledger())).toEqual(sums)
    })

    it("leaves open what it could not ask for, and settles it the next time", async () => {
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      expect(await endOf(capture(10))).toBe("400 outcome_unknown")
      scene.paygate.addScenario({ call: "inquire", times: 9, behaviour: { kind: "http_500" } })
      expect(await sync()).toMatchObject({
        operation: { kind: "capture", state: "unknown" },
        payment: { captured: 0, allowed: { capture: "open_operation", sync: null } },
      })
      scene.paygate.clearScenarios()
      expect((await sync()).operation).toMatchObject({ kind: "capture", state: "succeeded" })
      expect(ledger().captured).toBe(1000)
    })
  })
})
