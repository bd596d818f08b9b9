import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ScenarioInput } from "../../src/simulator"
import { inShop, withShopOptions } from "../shop/suite"
import {
  callsOf,
  capturable,
  editOrder,
  expectAgreement,
  mugs,
  quiet,
  runJobLater,
  THREE_MUGS,
} from "./changing-orders"
import { eventually } from "./eventually"
import { printedBy } from "./printed"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

/** As short as a test can wait, and long enough for a loaded machine. */
const TIMEOUT_MS = 1_500
withShopOptions({ timeout_ms: TIMEOUT_MS })

/** Misbehaviours of the release, as often as the cancelling itself tries it. */
const FAILURES: [string, Omit<ScenarioInput, "call">][] = [
  ["is declined", { behaviour: { kind: "declined" }, times: 2 }],
  ["is lost on its way", { behaviour: { kind: "lose_before" }, times: 2 }],
  ["meets an error of Paygate's", { behaviour: { kind: "http_500" }, times: 2 }],
  ["is answered too late", { behaviour: { kind: "slow", ms: TIMEOUT_MS + 500 } }],
]

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
  })
  afterEach(() => quiet(suite, bought.orderId))

  const sums = () => sumsOf(scene.ledger(bought.payId))
  const cancel = () => scene.merchant.cancelOrder(bought.orderId)
  const releases = () => callsOf(scene, bought.payId, "reverse").filter(({ status }) => status === "OK")
  const releaseDue = async () => {
    const path = `/admin/paygate-klarna/payments/${bought.paymentId}`
    const { payment } = await scene.merchant.http.get<{ payment: { release_due_at: string | null } }>(path)
    return payment.release_due_at
  }

  /** Waits until the order is cancelled, and this was captured and paid back, the rest released in one step. */
  async function expectReleased(captured: number): Promise<void> {
    await eventually(() => expect(sums()).toMatchObject({ captured, credited: captured, remaining: 0 }))
    await quiet(suite, bought.orderId)
    expect(releases()).toHaveLength(1)
    expect(await releaseDue()).toBeNull()
    expect((await scene.merchant.readOrder(bought.orderId)).status).toBe("canceled")
    await expectAgreement(scene, bought.orderId, bought.payId)
  }

  it("releases the rest of a payment captured in part, which Medusa does not ask for", async () => {
    await scene.merchant.capture(bought.paymentId, 10)
    await cancel()
    await expectReleased(1000)
  })

  it.each(FAILURES)("releases later, and once, when the release %s", async (_how, failure) => {
    scene.paygate.addScenario({ call: "reverse", ...failure })
    const logger = suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER)
    const errors = jest.spyOn(logger, "error").mockImplementation(() => undefined)
    await cancel()
    await quiet(suite, bought.orderId)
    expect(errors).toHaveBeenCalled()
    errors.mockRestore()
    expect(await releaseDue()).not.toBeNull()
    await runJobLater(suite)
    await expectReleased(0)
    expect(sums().released).toBe(mugs(3))
  })

  it("finds out that a release whose answer was lost has been carried out", async () => {
    scene.paygate.addScenario({ call: "reverse", behaviour: { kind: "lose_after" } })
    const logger = suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER)
    await printedBy(logger, cancel)
    await runJobLater(suite)
    // Beside the job, the event of the cancellation asks, too.
    await eventually(async () => expect(await releaseDue()).toBeNull())
    expect(sums()).toMatchObject({ released: mugs(3), remaining: 0 })
  })

  it("releases later what a partial capture left, when the release fails", async () => {
    await scene.merchant.capture(bought.paymentId, 10)
    scene.paygate.addScenario({ call: "reverse", behaviour: { kind: "declined" }, times: 2 })
    await cancel()
    await quiet(suite, bought.orderId)
    expect(sums().remaining).toBe(mugs(3) - 1000)
    expect(await releaseDue()).not.toBeNull()
    scene.paygate.clearScenarios()
    await runJobLater(suite)
    await expectReleased(1000)
  })

  describe("an order whose authorization was carried over", () => {
    const shrink = () => editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 2 })

    it("is released once, though Medusa cancels the old payment and the new one", async () => {
      await shrink()
      await capturable(scene, bought.orderId, mugs(2))
      await cancel()
      await expectReleased(0)
      expect(sums().released).toBe(mugs(2))
    })

    it("is released when it is cancelled before the carrying over is done", async () => {
      await shrink()
      await cancel()
      await expectReleased(0)
    })

    it("has what was captured paid back and the rest released, when only the old payment was captured", async () => {
      await scene.merchant.capture(bought.paymentId, 10)
      await shrink()
      await capturable(scene, bought.orderId, mugs(2) - 1000)
      await cancel()
      await expectReleased(1000)
    })

    it("has what was captured paid back and the rest released, when both payments were captured in part", async () => {
      await scene.merchant.capture(bought.paymentId, 10)
      await shrink()
      const { id } = await capturable(scene, bought.orderId, mugs(2) - 1000)
      await scene.merchant.capture(id, 5)
      await cancel()
      await expectReleased(1500)
    })
  })
})
