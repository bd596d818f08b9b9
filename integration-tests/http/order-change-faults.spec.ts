import { Modules } from "@medusajs/framework/utils"
import type { ScenarioInput } from "../../src/simulator"
import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import {
  callsOf,
  capturable,
  editOrder,
  expectAgreement,
  moneyOf,
  MUG,
  mugs,
  quiet,
  runJobLater,
  THREE_MUGS,
} from "./changing-orders"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"
import { createSending } from "./sending"

/** As short as a test can wait, and long enough for a loaded machine. */
const TIMEOUT_MS = 1_500
withShopOptions({ timeout_ms: TIMEOUT_MS })

type Behaviour = ScenarioInput["behaviour"]

const LOST: [string, Behaviour][] = [
  ["is lost on its way", { kind: "lose_before" }],
  ["has its answer lost", { kind: "lose_after" }],
  ["meets an error of Paygate's", { kind: "http_500" }],
  ["is answered by garbage", { kind: "garbage", processed: true }],
  ["is answered too late", { kind: "slow", ms: TIMEOUT_MS + 500 }],
]

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
  })
  afterEach(() => quiet(suite, bought.orderId))

  const shrink = () => editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 2 })
  const sums = () => sumsOf(scene.ledger(bought.payId))
  const lowering = () => callsOf(scene, bought.payId, "updateOrder").filter(({ status }) => status === "OK")

  it("keeps the authorization as it is when Klarna does not lower it, and releases what is too much at the end", async () => {
    scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind: "declined" } })
    await shrink()
    const { id } = await capturable(scene, bought.orderId, mugs(2))
    expect(sums()).toMatchObject({ authorized: mugs(3), remaining: mugs(3) })
    await scene.merchant.capture(id)
    await eventually(() => expect(sums()).toMatchObject({ captured: mugs(2), released: MUG, remaining: 0 }))
    expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ status: "captured", due: 0 })
  })

  describe("a lowering that is refused for good", () => {
    const CODE = "22890100"
    const read = async () => (await adminPayments(scene.merchant).read(bought.paymentId)).payment
    const tries = () => createSending(suite, scene).timeline(bought, "update_order")
    const attention = () => createSending(suite, scene).attention()
    const requests = () => scene.paygate.requests({ call: "updateOrder" })
    const isRefused = async (code = CODE) => {
      expect(await read()).toMatchObject({ failed_steps: [{ kind: "update_order", code }], error: { code } })
      expect(await attention()).toEqual(["change_refused"])
    }
    const isOver = async () => {
      expect(await read()).toMatchObject({ failed_steps: [], error: null })
      expect(await attention()).toEqual([])
    }
    const refuse = () => scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind: "declined", code: CODE } })
    const shrinkRefused = async () => {
      refuse()
      await shrink()
      return capturable(scene, bought.orderId, mugs(2))
    }

    it("stands for the merchant to see until the order was sent as it stands", async () => {
      await shrinkRefused()
      await isRefused()
      await runJobLater(suite)
      expect(await tries()).toHaveLength(1)
      await adminPayments(scene.merchant).act(bought.paymentId, "order-lines")
      expect(sums()).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
      await isOver()
    })

    it("stands no longer once something is captured", async () => {
      const { id } = await shrinkRefused()
      await isRefused()
      await scene.merchant.capture(id, 5)
      await isOver()
    })

    it("stands no longer once the order is lowered by a later change", async () => {
      await shrinkRefused()
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 1 })
      await capturable(scene, bought.orderId, mugs(1))
      expect(sums()).toMatchObject({ authorized: mugs(1) })
      await isOver()
    })

    it("stands no longer once nothing is too much any more", async () => {
      await shrinkRefused()
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 3 })
      await capturable(scene, bought.orderId, mugs(3))
      await isOver()
    })

    it("is not sent again when Medusa fails afterwards", async () => {
      const payments = suite.getContainer().resolve(Modules.PAYMENT)
      const broken = jest.spyOn(payments, "authorizePaymentSession").mockRejectedValueOnce(new Error("Out of order"))
      refuse()
      await shrink()
      await eventually(() => expect(broken).toHaveBeenCalledTimes(1))
      await quiet(suite, bought.orderId)
      broken.mockRestore()
      await sql(suite, "update paygate_klarna_payment set kept_at = kept_at - interval '10 minutes'")
      await runJobLater(suite)
      await capturable(scene, bought.orderId, mugs(2))
      expect(requests()).toHaveLength(1)
      await isRefused()
    })

    it("stands in the timeline as well when nothing could be sent", async () => {
      await sql(suite, "update paygate_klarna_payment set pay_id = ?", ["x".repeat(40)])
      await shrink()
      await capturable(scene, bought.orderId, mugs(2))
      expect(requests()).toEqual([])
      expect(await tries()).toMatchObject([
        { state: "failed", code: "invalid_request", evidence: "nothing_sent", amount: mugs(2) / 100 },
      ])
      await isRefused("invalid_request")
      await sql(suite, "update paygate_klarna_payment set pay_id = ?", [bought.payId])
    })
  })

  it("lowers it later when Paygate is too busy", async () => {
    scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind: "declined", code: "22890062" } })
    await shrink()
    await eventually(() => expect(scene.paygate.requests({ call: "updateOrder" })).toHaveLength(1))
    await quiet(suite, bought.orderId)
    await runJobLater(suite)
    await capturable(scene, bought.orderId, mugs(2))
    expect(lowering()).toHaveLength(1)
    expect(sums()).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
  })

  it.each(LOST)("carries over once, later, when the change %s", async (_how, behaviour) => {
    const { orderId, payId } = bought
    scene.paygate.addScenario({ call: "updateOrder", behaviour })
    await shrink()
    await eventually(() => expect(scene.paygate.requests({ call: "updateOrder" })).toHaveLength(1))
    await quiet(suite, orderId)
    expect((await moneyOf(scene.merchant, orderId)).open).toBe(0)
    await runJobLater(suite)
    await capturable(scene, orderId, mugs(2))
    expect(lowering()).toHaveLength(1)
    expect(sums()).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
    await expectAgreement(scene, orderId, payId)
  })

  it("is carried over by the job when the event got lost", async () => {
    const { orderId, payId } = bought
    scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind: "lose_before" } })
    await shrink()
    await quiet(suite, orderId)
    await Promise.all([runJobLater(suite), runJobLater(suite)])
    await capturable(scene, orderId, mugs(2))
    expect(lowering()).toHaveLength(1)
    await expectAgreement(scene, orderId, payId)
  })

  it("follows a second change while the outcome of the first is open", async () => {
    const { orderId, payId } = bought
    scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind: "slow", ms: TIMEOUT_MS + 500 } })
    await shrink()
    await eventually(() => expect(scene.paygate.requests({ call: "updateOrder" })).toHaveLength(1))
    await editOrder(scene.merchant, orderId, { "MUG-WHITE": 1 })
    await quiet(suite, orderId)
    await runJobLater(suite)
    const { id } = await capturable(scene, orderId, mugs(1))
    await scene.merchant.capture(id)
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0 })
  })
})
