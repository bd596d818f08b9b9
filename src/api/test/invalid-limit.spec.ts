import { InvalidLimit } from "../hooks/invalid-limit"

const MINUTE = 60_000

/** Sends so many invalid requests; answers which of them, counted from 1, were too many. */
function send(limit: InvalidLimit, source: string, times: number, now = 0): number[] {
  return Array.from({ length: times }, (_, index) => index + 1).filter(() => limit.exceeds(source, now))
}

describe("the limit of invalid requests", () => {
  it("is twenty a minute", () => {
    expect(send(new InvalidLimit(), "a", 22)).toEqual([21, 22])
  })

  it("is each source's own", () => {
    const limit = new InvalidLimit()
    send(limit, "a", 21)
    expect(send(limit, "b", 20)).toEqual([])
  })

  it("begins anew a minute after its first request", () => {
    const limit = new InvalidLimit()
    send(limit, "a", 21)
    expect(send(limit, "a", 1, MINUTE - 1)).toEqual([1])
    expect(send(limit, "a", 20, MINUTE)).toEqual([])
  })

  it("remembers ten thousand sources, and forgets the one not heard of for longest", () => {
    const limit = new InvalidLimit()
    send(limit, "first", 20)
    send(limit, "second", 20)
    for (let number = 0; number < 9_998; number += 1) {
      limit.exceeds(`other ${number}`, 0)
    }
    expect(send(limit, "first", 1)).toEqual([1])
    limit.exceeds("one more", 0)
    expect(send(limit, "first", 1)).toEqual([1])
    expect(send(limit, "second", 1)).toEqual([])
  })
})
