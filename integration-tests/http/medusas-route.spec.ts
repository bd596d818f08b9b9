import { Modules, PaymentActions } from "@medusajs/framework/utils"
import type { BuildInput } from "../../src/simulator"
import { processNotificationsWorkflow } from "../../src/workflows"
import { postAsPaygate } from "../clients/paygate"
import { inShop } from "../shop/suite"
import { expectBothSidesAgree } from "./both-sides"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })

  /** Posts a notification to Medusa's own route, and comes back when Medusa's handler of the event is through, too. */
  async function notify(payId: string, input?: BuildInput): Promise<number> {
    const handler = jest.spyOn(suite.getContainer().resolve(Modules.PAYMENT), "getWebhookActionAndData")
    const { body } = scene.paygate.buildNotification(payId, input)
    const { status } = await postAsPaygate(`${suite.backendUrl()}/hooks/payment/paygate-klarna_eu`, body)
    await eventually(() => expect(handler).toHaveBeenCalledTimes(1), 15_000)
    expect(await handler.mock.results[0]?.value).toEqual({ action: PaymentActions.NOT_SUPPORTED })
    return status
  }
  const runJob = () => processNotificationsWorkflow(suite.getContainer()).run({ input: {} })
  const countKept = async () => (await sql(suite, "select id from paygate_klarna_notification")).length
  const statusOf = async (orderId: string) => (await scene.merchant.readOrder(orderId)).payment_status

  describe("Medusa's own webhook route", () => {
    it.each([
      ["in full", undefined],
      ["in part", 10],
    ])("does not capture again what is captured %s, and changes nothing", async (_how, amount) => {
      const bought = await scene.buy()
      await scene.merchant.capture(bought.paymentId, amount)
      const before = await expectBothSidesAgree(suite, scene, bought)
      const ledger = scene.ledger(bought.payId)
      expect(await notify(bought.payId, { status: "OK", code: "00000000" })).toBe(200)
      await runJob()
      expect(await expectBothSidesAgree(suite, scene, bought)).toEqual(before)
      expect(scene.ledger(bought.payId)).toEqual(ledger)
      expect(scene.paygate.requests({ call: "capture" })).toHaveLength(1)
    })

    it("has an accepted order authorized, once", async () => {
      const pending = await scene.buyPending()
      scene.paygate.holdNotifications(true)
      scene.paygate.settle(pending.payId, { outcome: "accepted" })
      expect(await notify(pending.payId)).toBe(200)
      await eventually(async () => expect(await statusOf(pending.orderId)).toBe("authorized"))
      await expectBothSidesAgree(suite, scene, pending)
    })

    it("keeps a notification before it is answered, so that no restart loses it", async () => {
      const { payId } = await scene.buy()
      const { body } = scene.paygate.buildNotification(payId)
      await postAsPaygate(`${suite.backendUrl()}/hooks/payment/paygate-klarna_eu`, body)
      expect(await countKept()).toBe(1)
    })

    it.each<[string, BuildInput]>([
      ["whose MAC is forged", { mac: "forged" }],
      ["whose status was swapped under the old MAC", { status: "FAILED", code: "22890302", mac: "original" }],
    ])("ignores a notification %s", async (_what, input) => {
      const { orderId, payId } = await scene.buyPending()
      scene.paygate.holdNotifications(true)
      scene.paygate.settle(payId, { outcome: "accepted" })
      await notify(payId, input)
      await runJob()
      expect(await countKept()).toBe(0)
      expect(await statusOf(orderId)).toBe("awaiting")
    })
  })
})
