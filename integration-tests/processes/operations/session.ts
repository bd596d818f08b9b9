import { expectAgreement } from "../accounts"
import { orderOf } from "../../http/scene"
import { aroundCall, type Operation } from "./operation"

interface Opening {
  cartId: string
  collectionId: string
}

export const session: Operation<Opening> = {
  name: "a session's opening",
  call: "createSession",
  api: "storefront",
  points: aroundCall("create_session"),
  async prepare(actors) {
    const cartId = await actors.fillCart()
    const { payment_collection } = await actors.shopper.http.post<{ payment_collection: { id: string } }>(
      "/store/payment-collections",
      { cart_id: cartId },
    )
    return { cartId, collectionId: payment_collection.id }
  },
  run: ({ collectionId }, ask) =>
    ask.post(`/store/payment-collections/${collectionId}/payment-sessions`, { provider_id: "pp_paygate-klarna_eu" }),
  expectSettled: async () => {},
  async goOn({ cartId }, actors) {
    const { payId, total } = await actors.pay(cartId)
    const order = orderOf(await actors.shopper.complete(cartId))
    const { remaining } = await expectAgreement(actors, order.id, payId)
    expect(remaining).toBe(Math.round(total * 100))
  },
}
