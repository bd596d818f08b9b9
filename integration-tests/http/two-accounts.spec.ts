import { secondMerchant } from "../shop/second-account"
import { inShop } from "../shop/suite"
import { createScene, orderOf, sumsOf } from "./scene"

jest.setTimeout(120_000)

process.env["SHOP_SECOND_ACCOUNT"] = "true"
afterAll(() => {
  delete process.env["SHOP_SECOND_ACCOUNT"]
})

const UK = "pp_paygate-klarna_uk"

inShop((suite) => {
  it("keeps two accounts apart, each with its own keys", async () => {
    const scene = await createScene(suite)
    await scene.merchant.http.post(`/admin/regions/${suite.shop().regionIds.gb}`, { payment_providers: [UK] })

    const german = await scene.buy()
    const cart = await scene.fillCart({ market: "gb" })
    const session = await scene.shopper.openSession(cart.id, UK)
    await scene.confirm(session)
    const british = await scene.merchant.readPayment(orderOf(await scene.shopper.complete(cart.id)).id)
    await scene.merchant.capture(german.paymentId, 10)
    await scene.merchant.capture(british.id, 20)

    expect(scene.ledger(german.payId).merchant_id).not.toBe(secondMerchant.merchantId)
    expect(sumsOf(scene.ledger(german.payId))).toMatchObject({ captured: 1000 })
    expect(scene.ledger(session.data.pay_id)).toMatchObject({
      merchant_id: secondMerchant.merchantId,
      account: secondMerchant.account,
      captured: 2000,
      currency: "GBP",
    })
  })
})
