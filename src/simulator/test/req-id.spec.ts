import { setTimeout as sleep } from "node:timers/promises"
import { failure, Shop, type Reference } from "./shop"

let shop: Shop
let reference: Reference
beforeEach(async () => {
  shop = await Shop.open()
  reference = await shop.order()
})
afterEach(() => shop.close())

const ledger = () => shop.simulator.payment(reference.PayID)!

it("acts once on a repeated ReqID and answers the first action's status", async () => {
  const first = await shop.capture(reference, 500, { ReqID: "r1" })
  const second = await shop.capture(reference, 500, { ReqID: "r1" })
  expect(second.answer).toEqual(first.answer)
  expect(ledger()).toMatchObject({ captured: 500 })
  expect(shop.simulator.requests().map((entry) => entry.repeated)).toEqual([false, false, false, true])
})

it("does not look at the amount, nor at the kind of action", async () => {
  const first = await shop.capture(reference, 500, { ReqID: "r1" })
  const second = await shop.capture(reference, 900, { ReqID: "r1" })
  const third = await shop.credit(reference, 100, { ReqID: "r1" })
  expect([second.answer.XID, third.answer.XID]).toEqual([first.answer.XID, first.answer.XID])
  expect(ledger()).toMatchObject({ captured: 500, credited: 0 })
})

it("repeats a refusal, too, since it is final", async () => {
  expect(await failure(shop.capture(reference, 2001, { ReqID: "r1" }))).toMatchObject({ code: "22890067" })
  expect(await failure(shop.capture(reference, 500, { ReqID: "r1" }))).toMatchObject({ code: "22890067" })
  await shop.capture(reference, 500, { ReqID: "r2" })
})

it("finds out by a repeat what became of a lost answer", async () => {
  shop.simulator.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
  expect(await failure(shop.capture(reference, 500, { ReqID: "r1" }))).toMatchObject({ kind: "unknown" })
  expect((await shop.capture(reference, 500, { ReqID: "r1" })).answer.InvoiceNr).toBe(ledger().captures[0]?.invoice_nr)
  expect(ledger()).toMatchObject({ captured: 500 })
})

it("processes a ReqID again whose action is pending", async () => {
  shop.simulator.addScenario({ call: "capture", behaviour: { kind: "pending" } })
  expect(await shop.capture(reference, 500, { ReqID: "r1" })).toMatchObject({ outcome: "pending" })
  expect(ledger()).toMatchObject({ captured: 0 })
  expect(await shop.capture(reference, 500, { ReqID: "r1" })).toMatchObject({ outcome: "succeeded" })
  expect(ledger()).toMatchObject({ captured: 500 })
})

it("processes a ReqID twice when the repeat arrives before the first is done, as the document warns", async () => {
  shop.simulator.addScenario({ call: "capture", behaviour: { kind: "slow", ms: 300, before_processing: true } })
  const first = shop.capture(reference, 500, { ReqID: "r1" })
  await sleep(100)
  await shop.capture(reference, 500, { ReqID: "r1" })
  await first
  expect(ledger()).toMatchObject({ captured: 1000 })
})

it("forgets a ReqID after twelve months", async () => {
  await shop.reverse(reference, 2000, { ReqID: "r1" })
  shop.simulator.advanceClock(366 * 24 * 60 * 60_000)
  expect(await failure(shop.reverse(reference, 2000, { ReqID: "r1" }))).toMatchObject({ kind: "declined" })
})
