import type { Behaviour, ScenarioInput } from ".."
import { connect, failure, Shop, type Reference } from "./shop"
import { CALLS } from "../../paygate"

let shop: Shop
let reference: Reference
beforeEach(async () => {
  shop = await Shop.open()
  reference = await shop.order()
})
afterEach(() => shop.close())

const captured = () => shop.simulator.payment(reference.PayID)!.captured
const play = (behaviour: ScenarioInput["behaviour"]) => shop.simulator.addScenario({ call: "capture", behaviour })

describe("each misbehaviour leads the client to the right kind of error", () => {
  const LOST = { kind: "unknown", code: "no_answer" }
  it.each<[ScenarioInput["behaviour"], object, number]>([
    [{ kind: "lose_before" }, LOST, 0],
    [{ kind: "lose_after" }, LOST, 500],
    [{ kind: "reset" }, LOST, 0],
    [{ kind: "reset", processed: true }, LOST, 500],
    [{ kind: "http_500" }, { kind: "unknown", code: "http_status" }, 0],
    [{ kind: "http_500", processed: true }, { kind: "unknown", code: "http_status" }, 500],
    [{ kind: "garbage" }, { kind: "unknown" }, 0],
    [{ kind: "garbage", processed: true }, { kind: "unknown" }, 500],
    [{ kind: "empty" }, { kind: "unknown", code: "empty_answer" }, 0],
    [{ kind: "empty", processed: true }, { kind: "unknown", code: "empty_answer" }, 500],
    [{ kind: "html" }, { kind: "unknown", code: "html_answer" }, 0],
    [{ kind: "html", processed: true }, { kind: "unknown", code: "html_answer" }, 500],
    [{ kind: "plain_error", code: "20500060" }, { kind: "declined", code: "20500060" }, 0],
    [{ kind: "declined" }, { kind: "declined", code: "22890100" }, 0],
    [{ kind: "declined", code: "22890305" }, { kind: "declined", code: "22890305" }, 0],
    [{ kind: "declined", code: "22890051" }, { kind: "unknown", code: "22890051" }, 0],
  ])("%j", async (behaviour, error, booked) => {
    play(behaviour)
    expect(await failure(shop.capture(reference, 500))).toMatchObject(error)
    expect(captured()).toBe(booked)
    await shop.capture(reference, 500)
    expect(captured()).toBe(booked + 500)
  })

  it("a slow answer is unknown after the client's time, though the capture is done", async () => {
    play({ kind: "slow", ms: 60_000 })
    const impatient = connect(shop.simulator, 200)
    const error = await failure(impatient.send(CALLS.capture, { ...reference, Amount: 500 }))
    impatient.close()
    expect(error).toMatchObject({ kind: "unknown", code: "timeout" })
    expect(captured()).toBe(500)
  })

  it("with before_processing the capture is done only later", async () => {
    play({ kind: "slow", ms: 400, before_processing: true })
    const call = shop.capture(reference, 500)
    expect(await shop.inquire(reference)).toMatchObject({ AmountCap: 0 })
    await call
    expect(captured()).toBe(500)
  })

  it("a simulator that is gone is a transport error", async () => {
    await shop.simulator.stop()
    shop.client.close()
    expect(await failure(connect(shop.simulator).send(CALLS.capture, { ...reference, Amount: 5 }))).toMatchObject({
      kind: "transport",
      code: "not_reachable",
    })
  })
})

it("plays for the matching calls only, in order, as often as asked", async () => {
  const { simulator } = shop
  simulator.addScenario({ match: { amount: 300 }, behaviour: { kind: "declined", code: "22890302" } })
  simulator.addScenario({ match: { trans_id: "somebody" }, behaviour: { kind: "empty" } })
  simulator.addScenario({ call: "credit", behaviour: { kind: "empty" } })
  simulator.addScenario({
    call: "capture",
    match: { pay_id: reference.PayID, trans_id: reference.TransID },
    times: 2,
    behaviour: { kind: "declined" },
  })
  const codes: string[] = []
  for (const amount of [300, 300, 300, 300]) {
    codes.push(
      await shop.capture(reference, amount).then(
        () => "ok",
        (error: { code: string }) => error.code,
      ),
    )
  }
  expect(codes).toEqual(["22890302", "22890100", "22890100", "ok"])
  expect(simulator.scenarios()).toHaveLength(2)
  simulator.clearScenarios()
  expect(simulator.scenarios()).toEqual([])
})

it("leaves refused requests to the refusal and keeps the scenario", async () => {
  play({ kind: "empty" })
  expect(await failure(shop.capture(reference, 1, { ArticleList: { order_lines: [badLine] } }))).toMatchObject({
    kind: "declined",
  })
  expect(shop.simulator.scenarios()).toHaveLength(1)
})
const badLine = { name: "x", quantity: 1, unit_price: 2, total_amount: 2 }

it("writes into the log what it withheld", async () => {
  play({ kind: "lose_after" })
  await failure(shop.capture(reference, 500))
  expect(shop.simulator.requests().at(-1)).toMatchObject({
    call: "capture",
    scenario: "lose_after" satisfies Behaviour["kind"],
    status: "OK",
    code: "00000000",
  })
})

describe("pending orders", () => {
  const pendingOrder = async (): Promise<Reference> => {
    const { clientToken, ...session } = await shop.session()
    shop.simulator.addScenario({ call: "createOrder", behaviour: { kind: "pending" } })
    const result = await shop.placeOrder(session, shop.authorize(clientToken))
    expect(result).toMatchObject({ outcome: "pending", code: "62890000", answer: { Status: "PENDING" } })
    return session
  }

  it("authorize nothing until Klarna accepts them", async () => {
    const pending = await pendingOrder()
    expect(await shop.inquire(pending)).toMatchObject({ AmountAuth: 0, LastStatus: "PENDING" })
    expect(await failure(shop.capture(pending, 100))).toMatchObject({ code: "22890062" })
    expect(shop.simulator.settle(pending.PayID, { outcome: "accepted" })).toMatchObject({ state: "authorized" })
    expect(await shop.inquire(pending)).toMatchObject({ AmountAuth: 2000 })
    await shop.capture(pending, 2000)
    expect(() => shop.simulator.settle(pending.PayID, { outcome: "rejected" })).toThrow(/not pending/)
  })

  it("authorize nothing at all when Klarna rejects them", async () => {
    const pending = await pendingOrder()
    shop.simulator.settle(pending.PayID, { outcome: "rejected" })
    expect(await shop.inquire(pending)).toMatchObject({ AmountAuth: 0 })
    expect(await failure(shop.capture(pending, 100))).toMatchObject({ code: "22890075" })
    expect(await failure(shop.placeOrder(pending, "token"))).toMatchObject({ code: "22890100" })
  })
})

describe("magic e-mail addresses", () => {
  const address = (bdEmail: string) => ({
    bdFirstName: "Mock",
    bdLastName: "Mock",
    bdEmail,
    bdStreet: "Straße 1",
    bdZip: "10178",
    bdCity: "Berlin",
  })

  it("+denied@ is refused at the widget, and by the order when the widget was forced", async () => {
    const { clientToken, ...session } = await shop.session(address("customer+denied@email.de"))
    expect(shop.simulator.authorize({ client_token: clientToken })).toEqual({
      approved: false,
      show_form: false,
      finalize_required: false,
    })
    const { authorization_token } = shop.simulator.authorize({ client_token: clientToken, approve: true })
    expect(await failure(shop.placeOrder(session, authorization_token!))).toMatchObject({ code: "22890100" })
    expect(await failure(shop.placeOrder(session, authorization_token!))).toMatchObject({ code: "22890100" })
  })

  it("+denied@ works from the widget's own data", async () => {
    const { clientToken } = await shop.session()
    const data = { billing_address: { email: "customer+denied@email.de" } }
    expect(shop.simulator.authorize({ client_token: clientToken, data })).toMatchObject({ approved: false })
  })

  it("+pending@ makes the order pending", async () => {
    const { clientToken, ...session } = await shop.session(address("customer+pending@email.de"))
    const result = await shop.placeOrder(session, shop.authorize(clientToken))
    expect(result).toMatchObject({ outcome: "pending" })
  })

  it("approve: false lets the shopper be refused", async () => {
    const { clientToken } = await shop.session()
    expect(shop.simulator.authorize({ client_token: clientToken, approve: false })).toMatchObject({ approved: false })
  })
})
