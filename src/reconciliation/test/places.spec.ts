import { setTimeout as wait } from "node:timers/promises"
import { createPlaces } from "../places"

it("lets as many work at a time as there are places, in the order they came, also after one has failed", async () => {
  const inPlace = createPlaces(2)
  const began: number[] = []
  let working = 0
  let most = 0
  const work = (index: number) => async () => {
    began.push(index)
    most = Math.max(most, ++working)
    await wait(5)
    working -= 1
    if (index % 3 === 0) throw new Error(`${index}`)
    return index
  }
  const ends = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((index) => inPlace(work(index), 60_000)))
  expect(ends.map((end) => (end.status === "fulfilled" ? end.value : "failed"))).toEqual([
    "failed",
    1,
    2,
    "failed",
    4,
    5,
    "failed",
  ])
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(most).toBe(2)
})

it("lets nobody wait longer than they have patience, and gives their turn to the next", async () => {
  const inPlace = createPlaces(1)
  let finish = () => {}
  const first = inPlace(() => new Promise<void>((resolve) => (finish = resolve)), 60_000)
  expect(await inPlace(() => Promise.resolve("impatient"), 5)).toBeUndefined()
  const patient = inPlace(() => Promise.resolve("patient"), 60_000)
  finish()
  await first
  expect(await patient).toBe("patient")
  expect(await inPlace(() => Promise.resolve("later"), 60_000)).toBe("later")
})
