import * as fc from "fast-check"
import { isPaygateError } from "../../paygate"
import { AMOUNT, Shop } from "./shop"

let shop: Shop
beforeAll(async () => {
  shop = await Shop.open()
})
afterAll(() => shop.close())

const amount = fc.integer({ min: 0, max: AMOUNT + 100 })
const step = fc.oneof(
  fc.record({ kind: fc.constant("capture" as const), amount, complete: fc.boolean() }),
  fc.record({ kind: fc.constant("credit" as const), amount }),
  fc.record({ kind: fc.constant("reverse" as const), amount }),
  fc.record({ kind: fc.constant("release" as const) }),
)

it("never lets money appear or vanish, whatever is asked in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const reference = await shop.order()
      let captured = 0
      let credited = 0
      let released = 0
      const ledger = () => shop.simulator.payment(reference.PayID)!
      for (const one of steps) {
        const { remaining } = ledger()
        try {
          switch (one.kind) {
            case "capture":
              await shop.capture(reference, one.amount, one.complete ? { CompleteType: "YES" } : {})
              captured += one.amount
              released += one.complete ? remaining - one.amount : 0
              break
            case "credit":
              await shop.credit(reference, one.amount)
              credited += one.amount
              break
            case "reverse":
              await shop.reverse(reference, one.amount)
              released += one.amount
              break
            case "release":
              await shop.reverse(reference, remaining)
              released += remaining
          }
        } catch (error) {
          expect(isPaygateError(error) && error.kind).toBe("declined")
        }
        const books = ledger()
        expect(books).toMatchObject({ authorized: AMOUNT, captured, credited, released })
        expect(books.remaining).toBe(AMOUNT - captured - released)
        expect(books.remaining).toBeGreaterThanOrEqual(0)
        expect(books.credited).toBeLessThanOrEqual(books.captured)
      }
      expect(await shop.inquire(reference)).toMatchObject({
        AmountAuth: AMOUNT,
        AmountCap: captured,
        AmountCred: credited,
      })
    }),
    { numRuns: 60 },
  )
}, 60_000)
