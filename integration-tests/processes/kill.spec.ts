import { setTimeout as wait } from "node:timers/promises"
import type { Simulator } from "../../src/simulator"
import { readEnvironment } from "../shop/environment"
import { startPaygate } from "../shop/simulator"
import { createActors, type Actors } from "./actors"
import { age, createDatabase, type ShopDatabase } from "./database"
import { interruptionsOf, type Interruption } from "./interruption"
import { cancel, cancelCaptured } from "./operations/cancel"
import { capture } from "./operations/capture"
import { complete } from "./operations/complete"
import { edit } from "./operations/edit"
import { refund } from "./operations/refund"
import { session } from "./operations/session"
import { settleCapture, settleRefund } from "./operations/settle"
import { StoreProcess } from "./start-store"

jest.setTimeout(600_000)

/** `KILL_ONLY="a refund"` leaves out what is not called so: every interruption takes its time to prepare. */
const only = new RegExp(process.env.KILL_ONLY ?? "")

const interruptions = [
  ...interruptionsOf(session),
  ...interruptionsOf(complete),
  ...interruptionsOf(complete, 2),
  ...interruptionsOf(capture),
  ...interruptionsOf(capture, 2),
  ...interruptionsOf(refund),
  ...interruptionsOf(refund, 2),
  ...interruptionsOf(cancel),
  ...interruptionsOf(cancelCaptured),
  ...interruptionsOf(edit),
  ...interruptionsOf(settleCapture),
  ...interruptionsOf(settleRefund),
].filter(({ name }) => only.test(name))

/** Works so many off at a time. */
async function inLanes<Item>(lanes: number, items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/**
 * The processes die with every operation standing still at a point of its own, each on an order of its own; a new one
 * takes over. What it finds in the database and at Paygate is the same as if a process had died for each of them.
 */
describe("a store whose processes are killed and that is started again", () => {
  let database: ShopDatabase
  let paygate: Simulator
  let stores: StoreProcess[] = []
  let actors: Actors
  const failures = new Map<Interruption, unknown>()

  // Orders that stand still keep their places, and there are as many of these as connections allow.
  const start = () =>
    StoreProcess.start({ DATABASE_URL: database.url, PAYGATE_BASE_URL: paygate.url, SHOP_CONNECTIONS: "40" })
  const killAll = () => Promise.all(stores.map((store) => store.kill()))

  /** Does it for each interruption; what goes wrong is shown by the interruption's own test. */
  const forEach = (chosen: Interruption[], work: (one: Interruption) => Promise<void>, lanes = 4) =>
    inLanes(
      lanes,
      chosen.filter((one) => !failures.has(one)),
      (one) => work(one).catch((error: unknown) => void failures.set(one, error)),
    )

  beforeAll(async () => {
    paygate = await startPaygate(readEnvironment(process.env))
    database = await createDatabase("killed")
    stores = await Promise.all([start(), start()])
    const crews = await Promise.all(stores.map((store) => createActors(store, paygate)))
    const crewOf = (one: Interruption) => interruptions.indexOf(one) % crews.length
    await forEach(interruptions, (one) => one.prepare(crews[crewOf(one)]!))
    const begin = (one: Interruption) => one.begin(crews[crewOf(one)]!, stores[crewOf(one)]!)
    const urgent = interruptions.filter(({ isUrgent }) => isUrgent)
    await forEach(
      interruptions.filter(({ isUrgent }) => !isUrgent),
      begin,
    )
    await forEach(urgent, begin, urgent.length)
    await killAll()
    stores = [await start()]
    actors = await createActors(stores[0]!, paygate)
    await forEach(interruptions, (one) => one.repeat(actors))
    while (!urgent.every((one) => failures.has(one) || one.isOver(paygate))) {
      await wait(100)
    }
    // First no call can be under way any more, then Klarna takes no confirmation from before either.
    for (const minutes of [15, 60]) {
      await age(database, paygate, minutes)
      await stores[0]!.reconcile()
    }
  })
  afterAll(async () => {
    await killAll()
    await database.close()
    await paygate.stop()
  })

  it.each(interruptions.map((one) => [one.name, one] as const))("has lost nothing, %s", async (_name, one) => {
    if (failures.has(one)) {
      throw failures.get(one)
    }
    await one.expectSettled(actors)
    await one.goOn(actors)
  })
})
