import { setTimeout as wait } from "node:timers/promises"
import type { Simulator } from "../../src/simulator"
import { readEnvironment } from "../shop/environment"
import { startPaygate } from "../shop/simulator"
import { expectAgreement } from "./accounts"
import { createActors, type Actors, type Purchase } from "./actors"
import { age, createDatabase, type ShopDatabase } from "./database"
import { isRefusal } from "./interruption"
import { completion, races, syncs, type Race } from "./races"
import { StoreProcess } from "./start-store"

jest.setTimeout(120_000)

/** How much later the second request leaves, in milliseconds: together, and while the first is at its work. */
const DELAYS = [0, 25]

/** Nothing is shared but the database: each process has its own locks, in memory, as Medusa sets them up by default. */
describe("two store processes on one database", () => {
  let database: ShopDatabase
  let paygate: Simulator
  let stores: StoreProcess[] = []
  let one: Actors
  let other: Actors

  beforeAll(async () => {
    paygate = await startPaygate(readEnvironment(process.env))
    database = await createDatabase("raced")
    const start = () => StoreProcess.start({ DATABASE_URL: database.url, PAYGATE_BASE_URL: paygate.url })
    stores = await Promise.all([start(), start()])
    ;[one, other] = (await Promise.all(stores.map((store) => createActors(store, paygate)))) as [Actors, Actors]
  })
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.kill()))
    await database.close()
    await paygate.stop()
  })

  async function run<Subject extends Purchase>(race: Race<Subject>, delay: number): Promise<void> {
    const subject = await race.prepare(one)
    const ends = await Promise.allSettled([
      race.first(one, subject),
      wait(delay).then(() => race.second(other, subject)),
    ])
    expect(ends.filter((end) => end.status === "rejected" && !isRefusal(end.reason))).toEqual([])
    await age(database, paygate, 15)
    await Promise.all([one.sync(subject.sessionId), other.sync(subject.sessionId)])
    const orderId = await race.orderIdOf(one, subject)
    const { hasSurplus = false } = race
    await race.expectEnd(await expectAgreement(one, orderId, subject.payId, { hasSurplus }), subject, one)
  }

  describe.each(DELAYS)("with %i ms between the two", (delay) => {
    it.each([...races, ...syncs].map((race) => [race.name, race] as const))(
      "agree with Paygate when %s",
      (_name, race) => run(race, delay),
    )

    it(`agree with Paygate when ${completion.name}`, () => run(completion, delay))
  })
})
