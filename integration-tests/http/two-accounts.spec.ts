import { encryptAnswer, SIMULATOR_MERCHANT, type BlowfishMerchant } from "../../src/simulator"
import { postAsPaygate } from "../clients/paygate"
import type { PaymentSession } from "../clients/shopper"
import { formerKeys, secondMerchant, twinKeys } from "../shop/second-account"
import { inShop } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, orderOf, sumsOf, type CartInput, type Scene } from "./scene"

jest.setTimeout(120_000)

process.env["SHOP_SECOND_ACCOUNT"] = "true"
afterAll(() => {
  delete process.env["SHOP_SECOND_ACCOUNT"]
})

const UK = "pp_paygate-klarna_uk"
const PENDING = "customer+pending@email.de"

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
    await scene.merchant.http.post(`/admin/regions/${suite.shop().regionIds.gb}`, { payment_providers: [UK] })
  })

  async function complete(cartId: string, session: PaymentSession) {
    await scene.confirm(session)
    const { id } = orderOf(await scene.shopper.complete(cartId))
    return { orderId: id, transId: session.id, payId: session.data.pay_id }
  }
  async function buyGerman(input?: CartInput) {
    const cart = await scene.fillCart(input)
    return complete(cart.id, await scene.openSession(cart))
  }
  async function buyBritish(input?: CartInput) {
    const cart = await scene.fillCart({ ...input, market: "gb" })
    return complete(cart.id, await scene.shopper.openSession(cart.id, UK))
  }

  it("keeps two accounts apart, each with its own keys", async () => {
    const german = await buyGerman()
    const british = await buyBritish()
    await scene.merchant.capture((await scene.merchant.readPayment(german.orderId)).id, 10)
    await scene.merchant.capture((await scene.merchant.readPayment(british.orderId)).id, 20)

    expect(scene.ledger(german.payId).merchant_id).not.toBe(secondMerchant.merchantId)
    expect(sumsOf(scene.ledger(german.payId))).toMatchObject({ captured: 1000 })
    expect(scene.ledger(british.payId)).toMatchObject({
      merchant_id: secondMerchant.merchantId,
      account: secondMerchant.account,
      captured: 2000,
      currency: "GBP",
    })
  })

  it("does what a merchant does in the dashboard by the account that the payment is of", async () => {
    const british = await buyBritish()
    const { id } = await scene.merchant.readPayment(british.orderId)
    const { act } = adminPayments(scene.merchant)
    await act(id, "reference", { ref_nr: "UK-1" })
    await act(id, "captures", { amount: 20 })
    await act(id, "resend-invoice")
    await act(id, "refunds", { amount: 2 })
    await act(id, "release")
    const { payment } = await act(id, "sync")
    expect(payment).toMatchObject({ provider_id: UK, currency_code: "gbp", captured: 20, refunded: 2, remaining: 0 })
    expect(scene.ledger(british.payId)).toMatchObject({
      merchant_id: secondMerchant.merchantId,
      ref_nr: "UK-1",
      captured: 2000,
      credited: 200,
      remaining: 0,
    })
    const { payments } = await scene.merchant.http.get<{ payments: string[] }>(
      `/admin/paygate-klarna/orders/${british.orderId}`,
    )
    expect(payments).toEqual([id])
  })

  describe("a notification", () => {
    /** Says that Klarna has accepted the order, in the name of a merchant and by that one's keys. */
    async function notify(
      provider: string,
      { transId, payId }: { transId: string; payId: string },
      merchant: BlowfishMerchant,
    ): Promise<number> {
      const said = { PayID: payId, TransID: transId, XID: "0".repeat(32), Status: "OK", Code: "00000000" }
      const body = new URLSearchParams({ mid: merchant.merchantId, ...encryptAnswer(said, merchant) })
      const address = `${suite.backendUrl()}/hooks/paygate-klarna/${provider}/notify`
      return (await postAsPaygate(address, body.toString())).status
    }
    const kept = () => sql(suite, "select provider_id, trans_id from paygate_klarna_notification")
    const statusOf = async (orderId: string) => (await scene.merchant.readOrder(orderId)).payment_status

    it("is the provider's whose merchant and keys it has, whichever's address it comes to", async () => {
      const british = await buyBritish({ email: PENDING })
      scene.paygate.holdNotifications(true)
      scene.paygate.settle(british.payId, { outcome: "accepted" })
      expect(await notify("eu", british, secondMerchant)).toBe(200)
      expect(await kept()).toEqual([{ provider_id: UK, trans_id: british.transId }])
      await eventually(async () => expect(await statusOf(british.orderId)).toBe("authorized"))
    })

    it("is, of two providers with one merchant, the one's whose keys it has", async () => {
      const german = await buyGerman()
      expect(await notify("twin", german, SIMULATOR_MERCHANT)).toBe(200)
      expect(await kept()).toEqual([{ provider_id: "pp_paygate-klarna_eu", trans_id: german.transId }])
    })

    it.each([
      ["both keys", formerKeys],
      ["the cipher's key", { blowfishKey: formerKeys.blowfishKey }],
      ["the MAC's key", { hmacKey: formerKeys.hmacKey }],
    ])("that was on its way when %s changed is still believed", async (_which, keys) => {
      const british = await buyBritish()
      expect(await notify("uk", british, { ...secondMerchant, ...keys })).toBe(200)
      expect(await kept()).toEqual([{ provider_id: UK, trans_id: british.transId }])
    })

    it.each<[string, BlowfishMerchant]>([
      ["another merchant of the shop", secondMerchant],
      ["another merchant of the shop, in this one's name", { ...SIMULATOR_MERCHANT, hmacKey: secondMerchant.hmacKey }],
      ["another account with the same merchant", { ...SIMULATOR_MERCHANT, ...twinKeys }],
    ])("about one account's payment is refused from %s, and changes nothing", async (_whom, merchant) => {
      const german = await buyGerman({ email: PENDING })
      scene.paygate.holdNotifications(true)
      scene.paygate.settle(german.payId, { outcome: "accepted" })
      for (const provider of ["eu", "uk", "twin"]) {
        expect(await notify(provider, german, merchant)).toBe(400)
      }
      expect(await kept()).toEqual([])
      expect(await statusOf(german.orderId)).toBe("awaiting")
    })
  })
})
