import { allowedActions } from "../allowed-actions"

type Payment = Parameters<typeof allowedActions>[0]
type Operation = Parameters<typeof allowedActions>[1][number]

const AUTHORIZED: Payment = {
  state: "authorized",
  authorized_amount: 3000,
  captured_amount: 0,
  refunded_amount: 0,
  released_amount: 0,
}
const CAPTURE: Operation = {
  kind: "capture",
  state: "succeeded",
  code: "00000000",
  created_at: new Date(),
  invoice_nr: "K-1",
}

const allowed = (changes: Partial<Payment>, operations: Operation[] = [], facts = {}) => {
  const payment = { ...AUTHORIZED, ...changes }
  const refundable = payment.captured_amount - payment.refunded_amount
  return allowedActions(payment, operations, { hasOrder: true, capturable: 3000, refundable, ...facts })
}
/** What is allowed, by name. */
const names = (actions: ReturnType<typeof allowedActions>) =>
  Object.entries(actions).flatMap(([name, reason]) => (reason === null ? [name] : []))

describe("what a merchant may do", () => {
  it("is to capture, release and change before anything is captured", () => {
    expect(names(allowed({}))).toEqual(["capture", "release", "address", "reference", "order_lines", "sync"])
  })

  it("is to capture, refund and release after a part is captured, and no change", () => {
    const actions = allowed({ captured_amount: 1000 }, [CAPTURE])
    expect(names(actions)).toEqual(["capture", "refund", "release", "resend_invoice", "sync"])
    expect(actions.address).toBe("change_after_capture")
  })

  it("is to refund once everything is captured, and nothing once it is refunded", () => {
    expect(names(allowed({ captured_amount: 3000 }, [CAPTURE]))).toEqual(["refund", "resend_invoice", "sync"])
    const refunded = allowed({ captured_amount: 3000, refunded_amount: 3000 }, [CAPTURE])
    expect(refunded).toMatchObject({ capture: "nothing_left", release: "nothing_left", refund: "nothing_to_refund" })
  })

  it("is no refund where Medusa has nothing left to refund", () => {
    const actions = allowed({ captured_amount: 1000 }, [CAPTURE], { refundable: 0 })
    expect(actions.refund).toBe("nothing_to_refund")
  })

  it("is to sync alone while an outcome is open", () => {
    for (const state of ["started", "unknown"] as const) {
      const actions = allowed({}, [{ ...CAPTURE, state, invoice_nr: null }])
      expect(names(actions)).toEqual(["sync"])
      expect(actions.capture).toBe("open_operation")
    }
  })

  describe("while Klarna is told something", () => {
    const telling = (changes: Partial<Operation>): Operation => ({
      kind: "update_reference",
      state: "started",
      code: null,
      created_at: new Date(),
      invoice_nr: null,
      ...changes,
    })
    const all = ["capture", "release", "address", "reference", "order_lines", "sync"]

    it("is what it is else, the next step waiting for it", () => {
      expect(names(allowed({}, [telling({})]))).toEqual(all)
    })

    it("is what it is else after a lost answer, but not the same while it may come late", () => {
      for (const state of ["unknown", "failed"] as const) {
        const actions = allowed({}, [telling({ state, code: "timeout" })])
        expect(names(actions)).toEqual(all.filter((name) => name !== "reference"))
        expect(actions.reference).toBe("open_operation")
        expect(allowed({}, [telling({ kind: "update_address", state, code: "timeout" })]).address).toBe(
          "open_operation",
        )
      }
    })

    it("is to send an invoice again once an earlier one may no longer be sent late", () => {
      const sending = (age: number) =>
        telling({ kind: "resend_invoice", state: "failed", code: "timeout", created_at: new Date(Date.now() - age) })
      const after = (age: number) => allowed({ captured_amount: 1000 }, [CAPTURE, sending(age)]).resend_invoice
      expect([after(0), after(121_000)]).toEqual(["open_operation", null])
    })
  })

  it.each([
    ["pending", "pending"],
    ["open", "not_authorized"],
    ["opening", "not_authorized"],
    ["failed", "not_authorized"],
    ["canceled", "canceled"],
  ] as const)("is to sync alone while the payment is %s", (state, reason) => {
    const actions = allowed({ state })
    expect(names(actions)).toEqual(["sync"])
    expect(actions.release).toBe(reason)
  })

  it("is not to capture what Medusa cannot, while Klarna still holds it", () => {
    const actions = allowed({ captured_amount: 1000 }, [CAPTURE], { capturable: 0 })
    expect(actions).toMatchObject({ capture: "nothing_left", release: null })
  })

  it("has no invoice to send without its number, and no lines without an order", () => {
    const actions = allowed({}, [{ ...CAPTURE, invoice_nr: null }], { hasOrder: false })
    expect(actions).toMatchObject({ resend_invoice: "nothing_captured", order_lines: "order_missing" })
  })
})
