import { ControlError } from "../control/control-error"
import { writeFields } from "../result"
import type { Notification, Outgoing } from "./notification"
import { postNotification } from "./post"

/** Minutes between the deliveries, while nobody answers 200: 21:36 hours together (protocol facts, section 4). */
const RETRY_MINUTES = [1, 8, 27, 64, 125, 216, 343, 512]

interface Entry {
  number: number
  outgoing: Outgoing
  attempts: Notification["attempts"]
  /** By the simulator's clock; `undefined` when it is delivered or given up. */
  due: number | undefined
  retries: number
  isUnderWay: boolean
}

/** Delivers notifications as Paygate does: at once, then eight times more until somebody answers 200. */
export class Outbox {
  private entries: Entry[] = []
  private readonly underWay = new Set<Promise<unknown>>()
  private isHolding = false
  private stopping = new AbortController()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly now: () => number) {}

  add(outgoing: Outgoing): void {
    const number = this.entries.length + 1
    this.entries.push({ number, outgoing, attempts: [], due: this.now(), retries: 0, isUnderWay: false })
    this.wake()
  }

  list(): Notification[] {
    return this.entries.map((entry) => this.show(entry))
  }

  /** While it holds, nothing is delivered but what `deliver` names; afterwards all that is due. */
  hold(isHolding: boolean): void {
    this.isHolding = isHolding
    this.wake()
  }

  /** Delivers one now, so many times at once, whether it was delivered before or not. */
  async deliver(number: number, times: number): Promise<Notification> {
    const entry = this.entries.find((one) => one.number === number)
    if (!entry) {
      throw new ControlError(404, "there is no notification with this number")
    }
    await this.track(Promise.all(Array.from({ length: times }, () => this.attempt(entry))))
    return this.show(entry)
  }

  /** Resolves when nothing is being delivered. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) {
      await Promise.all(this.underWay)
    }
  }

  /** Delivers what is due by now; to be called when the clock was set. */
  wake(): void {
    this.entries
      .filter((entry) => !entry.isUnderWay && this.isDue(entry))
      .forEach((entry) => void this.track(this.deliverWhileDue(entry)))
    this.setTimer()
  }

  /** Ends deliveries and forgets everything. */
  clear(): void {
    this.stopping.abort()
    this.stopping = new AbortController()
    clearTimeout(this.timer)
    this.entries = []
    this.isHolding = false
  }

  private isDue({ due }: Entry): boolean {
    return !this.isHolding && due !== undefined && due <= this.now()
  }

  /** Repeats come at fixed distances from the first delivery: whoever lets a day pass sees them all. */
  private async deliverWhileDue(entry: Entry): Promise<void> {
    const { signal } = this.stopping
    entry.isUnderWay = true
    while (!signal.aborted && this.isDue(entry)) {
      const planned = entry.due
      await this.attempt(entry)
      if (entry.due !== undefined && planned !== undefined) {
        const minutes = RETRY_MINUTES[entry.retries++]
        entry.due = minutes === undefined ? undefined : planned + minutes * 60_000
      }
    }
    entry.isUnderWay = false
    this.setTimer()
  }

  private async attempt(entry: Entry): Promise<void> {
    const at = new Date(this.now()).toISOString()
    const { url, fields } = entry.outgoing
    const delivered = await postNotification(url, writeFields(fields), this.stopping.signal)
    entry.attempts.push({ at, ...delivered })
    if (delivered.http_status === 200) {
      entry.due = undefined
    }
  }

  private async track<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay.add(work)
    try {
      return await work
    } finally {
      this.underWay.delete(work)
    }
  }

  /** For the time that passes by itself. */
  private setTimer(): void {
    clearTimeout(this.timer)
    const coming = this.entries.flatMap(({ due, isUnderWay }) => (due === undefined || isUnderWay ? [] : [due]))
    if (!this.isHolding && coming.length > 0) {
      this.timer = setTimeout(() => this.wake(), Math.max(0, Math.min(...coming) - this.now())).unref()
    }
  }

  private show({ number, outgoing, attempts, due }: Entry): Notification {
    const isDelivered = attempts.some((attempt) => attempt.http_status === 200)
    const waiting = this.isHolding ? "held" : "waiting"
    const state = isDelivered ? "delivered" : due === undefined ? "given_up" : waiting
    const due_at = due === undefined ? null : new Date(due).toISOString()
    return structuredClone({ ...outgoing, number, state, due_at, attempts })
  }
}
