import { isInFlight, mayComeLate } from "../timing"

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

describe("a call that is under way", () => {
  it("is for as long as its own timeout, and Paygate's slowness", () => {
    const started = (seconds: number) => ({ state: "started", created_at: ago(seconds) }) as const
    expect(isInFlight(started(33), 30_000)).toBe(true)
    expect(isInFlight(started(37), 30_000)).toBe(false)
    expect(isInFlight({ ...started(0), state: "unknown" }, 30_000)).toBe(false)
  })
})

describe("an informational step without an answer", () => {
  type Step = Parameters<typeof mayComeLate>[0]
  const lost = (changes: Partial<Step> = {}): Step => ({
    kind: "update_address",
    state: "unknown",
    code: "timeout",
    created_at: ago(60),
    ...changes,
  })

  it.each(["update_address", "update_reference", "resend_invoice"] as const)(
    "may come late for as long as Paygate may be at it, given up or not: %s",
    (kind) => {
      expect(mayComeLate(lost({ kind }))).toBe(true)
      expect(mayComeLate(lost({ kind, state: "failed" }))).toBe(true)
      expect(mayComeLate(lost({ kind, created_at: ago(121) }))).toBe(false)
    },
  )

  it("may come late after Paygate said that it is pending, and not for ever", () => {
    expect(mayComeLate(lost({ code: "62890000" }))).toBe(true)
    expect(mayComeLate(lost({ code: "62890000", created_at: ago(121) }))).toBe(false)
  })

  it.each<[string, Partial<Step>]>([
    ["its connection broke", { code: "no_answer" }],
    ["its process died", { code: null, state: "failed" }],
    ["it never left", { code: "not_reachable", state: "failed" }],
    ["it was refused", { code: "22891370", state: "failed" }],
    ["it succeeded", { code: "00000000", state: "succeeded" }],
    ["it is under way, and waited for", { code: null, state: "started" }],
    ["it moves money, and is settled by asking", { kind: "capture" }],
  ])("never comes late where %s", (_what, changes) => {
    expect(mayComeLate(lost(changes))).toBe(false)
  })
})
