import { createCipher } from "../../paygate"
import { SIMULATOR_MERCHANT, type Notification } from ".."
import { openPage, read, Receiver } from "./hosted"
import { ADDRESS, Shop, type Reference } from "./shop"

let shop: Shop
let receiver: Receiver
beforeEach(async () => {
  receiver = await Receiver.open()
  shop = await Shop.open()
})
afterEach(async () => {
  await shop.close()
  await receiver.close()
})

const idle = () => shop.simulator.notificationsIdle()
const states = () => shop.simulator.notifications().map((one) => one.state)

async function pay(values: Record<string, unknown> = {}): Promise<Reference> {
  const { reference } = await openPage(shop, { URLNotify: receiver.url, ...values })
  shop.simulator.completeHostedPage(reference.PayID, { outcome: "pay" })
  return reference
}

async function pendingOrder(): Promise<Reference> {
  const { clientToken, ...reference } = await shop.session({
    ...ADDRESS,
    bdEmail: "customer+pending@email.de",
    URLNotify: receiver.url,
  })
  await shop.placeOrder(reference, shop.authorize(clientToken))
  return reference
}

describe("a notification", () => {
  it("comes as the real Paygate sends it", async () => {
    await pay()
    await idle()
    const [{ contentType, body, fields }] = receiver.received as [(typeof receiver.received)[number]]
    expect(contentType).toBe("application/x-www-form-urlencoded; charset=iso-8859-1")
    expect(body).toMatch(/^mid=simulator_merchant&Len=\d+&Data=[0-9a-f]+$/)
    const cipher = createCipher("blowfish", SIMULATOR_MERCHANT.blowfishKey)
    expect(cipher.decrypt(fields["Data"]!, Number(fields["Len"])).toString()).toMatch(/&mac=[0-9A-F]{64}(&|$)/i)
  })

  it.each([
    ["pay", "succeeded"],
    ["decline", "declined"],
    ["cancel", "declined"],
  ] as const)("tells after %s the very result the browser brings", async (outcome, judged) => {
    const { reference } = await openPage(shop, { URLNotify: receiver.url })
    const { fields } = shop.simulator.completeHostedPage(reference.PayID, { outcome })
    await idle()
    expect(receiver.received).toHaveLength(1)
    expect(read(receiver.received[0]!.fields)).toEqual(read({ ...fields }))
    expect(read({ ...fields }).outcome).toBe(judged)
  })

  it("is sent once, however often the shopper clicks", async () => {
    const { PayID } = await pay()
    shop.simulator.completeHostedPage(PayID, { outcome: "pay" })
    await idle()
    expect(receiver.received).toHaveLength(1)
    expect(shop.simulator.notifications()).toMatchObject([
      { number: 1, pay_id: PayID, state: "delivered", due_at: null, attempts: [{ http_status: 200, answer: "noted" }] },
    ])
  })

  it("is not sent without URLNotify, nor for the widget's orders that are decided at once", async () => {
    await pay({ URLNotify: undefined })
    await shop.order({ URLNotify: receiver.url })
    expect(shop.simulator.notifications()).toEqual([])
  })

  it.each([
    ["accepted", "succeeded"],
    ["rejected", "declined"],
  ] as const)("tells when a pending order is %s", async (outcome, judged) => {
    const { PayID, TransID } = await pendingOrder()
    expect(shop.simulator.notifications()).toEqual([])
    shop.simulator.settle(PayID, { outcome })
    await idle()
    expect(read(receiver.received[0]!.fields)).toMatchObject({
      payId: PayID,
      transId: TransID,
      outcome: judged,
      mac: "valid",
    })
  })

  it("of a settled order comes without a MAC when asked", async () => {
    const { PayID } = await pendingOrder()
    shop.simulator.settle(PayID, { outcome: "accepted", mac: "none" })
    await idle()
    expect(read(receiver.received[0]!.fields).mac).toBe("missing")
  })

  it("comes twice for a hosted order that is pending first", async () => {
    const { PayID } = await pay({ Order: "AUTO", bdEmail: "customer+pending@email.de" })
    await idle()
    shop.simulator.settle(PayID, { outcome: "accepted" })
    await idle()
    expect(receiver.received.map(({ fields }) => read(fields).outcome)).toEqual(["pending", "succeeded"])
  })
})

describe("repeats", () => {
  it.each([404, 500, 204, 302])(
    "come eight times while the answer is HTTP %d, at the document's distances",
    async (status) => {
      receiver.answer = status
      await pay()
      await idle()
      let deliveries = 1
      for (const minutes of [1, 8, 27, 64, 125, 216, 343, 512]) {
        shop.simulator.advanceClock((minutes - 0.5) * 60_000)
        await idle()
        expect(receiver.received).toHaveLength(deliveries)
        shop.simulator.advanceClock(30_000)
        await idle()
        expect(receiver.received).toHaveLength(++deliveries)
      }
      expect(states()).toEqual(["given_up"])
      shop.simulator.advanceClock(7 * 24 * 60 * 60_000)
      await idle()
      expect(receiver.received).toHaveLength(9)
    },
  )

  it("are all made up for when a day passes at once", async () => {
    receiver.answer = 500
    await pay()
    shop.simulator.advanceClock(24 * 60 * 60_000)
    await idle()
    expect(receiver.received).toHaveLength(9)
  })

  it("end with the first 200", async () => {
    receiver.answer = 500
    await pay()
    await idle()
    expect(states()).toEqual(["waiting"])
    receiver.answer = 200
    shop.simulator.advanceClock(60_000)
    await idle()
    expect(states()).toEqual(["delivered"])
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  })

  it("come when nobody is there, which the list tells", async () => {
    const url = receiver.url
    await receiver.close()
    await pay({ URLNotify: url })
    await idle()
    expect(shop.simulator.notifications()[0]).toMatchObject({
      state: "waiting",
      attempts: [{ http_status: null, error: "ECONNREFUSED" }],
    })
  })
})

describe("controls", () => {
  it("deliver again, and many at once", async () => {
    await pay()
    await idle()
    await shop.simulator.deliverNotification(1)
    const { attempts } = await shop.simulator.deliverNotification(1, 10)
    expect(attempts).toHaveLength(12)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    await expect(shop.simulator.deliverNotification(2)).rejects.toThrow(/no notification/)
  })

  it("hold notifications back and send them in any order", async () => {
    shop.simulator.holdNotifications(true)
    const first = await pay()
    const second = await pay()
    const third = await pay()
    shop.simulator.advanceClock(60_000)
    await idle()
    expect([receiver.received, states()]).toEqual([[], ["held", "held", "held"]])
    await shop.simulator.deliverNotification(2)
    shop.simulator.holdNotifications(false)
    await idle()
    const ids = receiver.received.map(({ fields }) => read(fields).payId)
    expect(ids[0]).toBe(second.PayID)
    expect(ids.slice(1).sort()).toEqual([first.PayID, third.PayID].sort())
    expect(states()).toEqual(["delivered", "delivered", "delivered"])
  })

  it("build a notification with whatever is to be wrong with it, and send nothing", async () => {
    const { PayID, TransID } = await pay()
    await idle()
    const build = (input = {}) => shop.simulator.buildNotification(TransID, input)
    expect(build()).toMatchObject({ url: receiver.url, content_type: expect.stringContaining("iso-8859-1") as string })
    expect(read({ ...build().fields })).toEqual(read(receiver.received[0]!.fields))
    expect(read({ ...build({ mac: "none" }).fields })).toMatchObject({ payId: PayID, mac: "missing" })
    const refused = { status: "FAILED", code: "22890100" }
    expect(read({ ...build(refused).fields })).toMatchObject({ outcome: "declined", mac: "valid" })
    expect(() => read({ ...build({ ...refused, mac: "original" }).fields })).toThrow(/MAC/)
    expect(() => read({ ...build({ mac: "forged" }).fields })).toThrow(/MAC/)
    expect(() => read({ ...build({ len_offset: 64 }).fields })).toThrow(/Len/)
    const { fields } = build({ charset: "iso-8859-1", description: "für" })
    const cipher = createCipher("blowfish", SIMULATOR_MERCHANT.blowfishKey)
    expect(cipher.decrypt(fields.Data, Number(fields.Len)).toString("latin1")).toContain("für")
    expect(receiver.received).toHaveLength(1)
  })

  it("build what an order stands at that nothing was reported of yet", async () => {
    const { PayID } = await pendingOrder()
    expect(read({ ...shop.simulator.buildNotification(PayID).fields }).outcome).toBe("pending")
  })

  it("forget everything on reset, and end deliveries on reset and stop", async () => {
    receiver.answer = "never"
    await pay()
    while (receiver.received.length === 0) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    shop.simulator.holdNotifications(true)
    shop.simulator.reset()
    await idle()
    expect(shop.simulator.notifications()).toEqual([])
    await pay()
    while (receiver.received.length < 2) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    await shop.simulator.stop()
    await idle()
    expect(receiver.received).toHaveLength(2)
  })
})

describe("over HTTP", () => {
  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${shop.simulator.url}simulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = (await response.json()) as Record<string, unknown> & { notifications: Notification[] }
    return { status: response.status, body: text }
  }

  it("does what the object does", async () => {
    const { reference } = await openPage(shop, { URLNotify: receiver.url })
    expect((await control("POST", "/notifications/hold", { hold: true })).body.notifications).toEqual([])
    const completed = await control("POST", "/hosted/complete", { trans_id: reference.TransID, outcome: "pay" })
    expect(completed.body).toEqual(shop.simulator.completeHostedPage(reference.PayID, { outcome: "pay" }))
    expect((await control("GET", "/notifications")).body.notifications).toMatchObject([{ state: "held", number: 1 }])
    const delivered = await control("POST", "/notifications/1/deliver", { times: 2 })
    expect(delivered.body["notification"]).toMatchObject({ state: "delivered", attempts: [{}, {}] })
    expect((await control("POST", "/notifications/idle")).body.notifications).toEqual(shop.simulator.notifications())
    const built = await control("POST", "/notifications/build", { pay_id: reference.PayID, mac: "none" })
    expect(built.body).toEqual(shop.simulator.buildNotification(reference.PayID, { mac: "none" }))
  })

  it.each([
    ["POST", "/hosted/complete", { pay_id: "unknown", outcome: "pay" }, 404],
    ["POST", "/hosted/complete", { outcome: "pay" }, 404],
    ["POST", "/notifications/build", { pay_id: "unknown" }, 404],
    ["POST", "/notifications/1/deliver", {}, 404],
    ["POST", "/notifications/one/deliver", {}, 404],
    ["POST", "/notifications/hold", {}, 400],
    ["POST", "/notifications/1/deliver", { times: 0 }, 400],
    ["POST", "/hosted/complete", { pay_id: 1 }, 400],
    ["DELETE", "/notifications", undefined, 405],
  ])("answers %s %s %j with %d", async (method, path, body, status) => {
    const answer = await control(method, path, body)
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(/./) as string } })
  })
})
