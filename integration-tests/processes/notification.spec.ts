import { randomUUID } from "node:crypto"
import type { Simulator } from "../../src/simulator"
import { eventually } from "../http/eventually"
import { orderOf } from "../http/scene"
import { PAYGATE_TYPE } from "../clients/paygate"
import { readEnvironment } from "../shop/environment"
import { freePort } from "../shop/listening"
import { startPaygate } from "../shop/simulator"
import { expectAgreement, readOrder } from "./accounts"
import { createActors, type Actors } from "./actors"
import { age, createDatabase, type ShopDatabase } from "./database"
import { STOP_HEADER } from "./messages"
import { StoreProcess } from "./start-store"

jest.setTimeout(300_000)

/** Where the store stands still when it is killed, as stopping.ts names the points. */
const BEFORE_ANSWER = ["before books.keepNotification", "after books.keepNotification"]
const AFTER_ANSWER = [
  "before books.claimNotifications",
  "after books.claimNotifications",
  "before books.settle create_order",
  "after books.settle create_order",
  "before payments.authorizePaymentSession",
  "after payments.authorizePaymentSession",
  "before books.finishNotification",
  "after books.finishNotification",
]
const POINTS = [...BEFORE_ANSWER, ...AFTER_ANSWER]

/** A pending order that Klarna has accepted, with Paygate's notification of it. */
interface Told {
  orderId: string
  payId: string
  /** What Paygate had been answered when the store died. */
  answer?: number
}

/** Each point has an order of its own; the store dies when it stands still at all of them. */
describe("a store that is killed while it takes Paygate's notifications", () => {
  let database: ShopDatabase
  let paygate: Simulator
  let store: StoreProcess
  let actors: Actors
  const told = new Map<string, Told>()
  const at = (point: string): Told => told.get(point)!

  async function buyAccepted(): Promise<Told> {
    const { cartId, payId } = await actors.pay(await actors.fillCart(`${randomUUID()}+pending@email.de`))
    const { id } = orderOf(await actors.shopper.complete(cartId))
    paygate.settle(payId, { outcome: "accepted" })
    return { orderId: id, payId }
  }

  /** Posts Paygate's notification, and comes back when the store stands still over it. */
  async function notify(one: Told, point: string): Promise<void> {
    const { url, fields } = paygate.notifications().find(({ pay_id }) => pay_id === one.payId)!
    const request = randomUUID()
    const headers = { "content-type": PAYGATE_TYPE, [STOP_HEADER]: `${request}; ${point}` }
    const answered = fetch(url, { method: "POST", headers, body: new URLSearchParams({ ...fields }) }).then(
      ({ status }) => (one.answer = status),
      () => undefined,
    )
    await eventually(() => expect(store.stopped.has(request)).toBe(true), 20_000)
    await (AFTER_ANSWER.includes(point) ? answered : undefined)
  }

  async function expectAuthorizedOnce({ orderId, payId }: Told): Promise<void> {
    const { payment_status, payment_collections } = await readOrder(actors, orderId)
    expect(payment_status).toBe("authorized")
    expect(payment_collections.flatMap(({ payments }) => payments)).toHaveLength(1)
    await expectAgreement(actors, orderId, payId)
  }

  beforeAll(async () => {
    paygate = await startPaygate(readEnvironment(process.env))
    database = await createDatabase("notified")
    const environment = { DATABASE_URL: database.url, PAYGATE_BASE_URL: paygate.url, PORT: String(await freePort()) }
    store = await StoreProcess.start(environment)
    actors = await createActors(store, paygate)
    paygate.holdNotifications(true)
    for (const point of POINTS) {
      told.set(point, await buyAccepted())
      await notify(at(point), point)
    }
    await store.kill()
    store = await StoreProcess.start(environment)
    actors = await createActors(store, paygate)
    // Longer than another process keeps off what the dead one had taken up.
    await age(database, paygate, 15)
    await store.processNotifications()
  })
  afterAll(async () => {
    await store.kill()
    await database.close()
    await paygate.stop()
  })

  it.each(AFTER_ANSWER)("had answered 200 when it died %s, and acts by itself when it is back", async (point) => {
    expect(at(point).answer).toBe(200)
    await expectAuthorizedOnce(at(point))
    const kept = await database.sql(
      "select processed_at is not null as is_done from paygate_klarna_notification where pay_id = $1",
      [at(point).payId],
    )
    expect(kept).toEqual([{ is_done: true }])
  })

  it.each(BEFORE_ANSWER)("had not answered when it died %s", (point) => {
    expect(at(point).answer).toBeUndefined()
  })

  describe("when Paygate sends all of them again", () => {
    beforeAll(async () => {
      paygate.holdNotifications(false)
      await paygate.notificationsIdle()
    })

    it("takes them", () => {
      expect(paygate.notifications().map(({ state }) => state)).toEqual(POINTS.map(() => "delivered"))
    })

    it.each(POINTS)("has the order authorized, and once only, that it died over %s", async (point) => {
      await eventually(() => expectAuthorizedOnce(at(point)))
    })
  })
})
