import { setTimeout as wait } from "node:timers/promises"
import type fc from "fast-check"
import type { ScenarioInput } from "../../src/simulator/scenarios"
import {
  absorbRows,
  carriedOut,
  checkAlways,
  expectPayBack,
  forgetUndone,
  takeOut,
  type Account,
  type Movement,
} from "./account"
import { sum, type Units } from "./amounts"
import { capturable, expectationOf, refundable } from "./expect"
import { openUnits } from "./look"
import { attempt, notes } from "./notes"
import type { Sight, Trial } from "./trial"

export type Command = fc.AsyncCommand<Account, Trial>

/** An amount that depends on what is there when its turn comes. */
export type Amount = { kind: "all" } | { kind: "share"; percent: number } | { kind: "exact"; units: Units }

/** How long the shop waits for Paygate. */
export const TIMEOUT_MS = 1000
/** How long Paygate takes when it is slow. */
export const SLOW_MS = TIMEOUT_MS + 200

function unitsOf(amount: Amount, left: Units): Units {
  switch (amount.kind) {
    case "all":
      return left
    case "share":
      return Math.floor((left * amount.percent) / 100 / 100) * 100
    case "exact":
      return amount.units
    default:
      return amount satisfies never
  }
}

const isDisturbed = ({ paygate, transId }: Trial) =>
  paygate.scenarios().some(({ match }) => match?.trans_id === transId)

/** Captures or refunds, and holds the answer against what Paygate has done. */
async function move(
  account: Account,
  trial: Trial,
  sight: Sight,
  { movement, units }: { movement: Movement; units: Units },
): Promise<void> {
  const payment = movement === "capture" ? capturable(sight) : refundable(sight, units)
  const expectation = isDisturbed(trial) ? "either" : expectationOf(account, sight, movement, { payment, units })
  if (!payment) {
    return
  }
  const answer = await attempt(() => trial[movement](payment, units))
  notes.count(`${movement}: ${answer}`)
  if (answer === "done") {
    takeOut(account.doubts[movement], units)
    account.done[movement].push(units)
    account.failed = undefined
  } else {
    account.failed = { movement, units }
    if (answer === "earlier_attempt_succeeded" && !takeOut(account.untold[movement], units)) {
      throw new Error(`${movement} of ${units} is taken for an earlier one: ${JSON.stringify(sight)}`)
    }
    if (answer === "outcome_unknown" && !account.doubts[movement].includes(units)) {
      account.doubts[movement].push(units)
    }
  }
  const after = await trial.look()
  checkAlways(account, after)
  if (answer === "done") {
    forgetUndone(account, after)
  }
  if (expectation !== "either" && (answer === "done") !== (expectation === "done")) {
    throw new Error(`${movement} of ${units}: ${answer} instead of ${expectation}, ${JSON.stringify(sight)}`)
  }
}

async function cancel(account: Account, trial: Trial, sight: Sight): Promise<void> {
  if (sight.order.isCanceled) {
    return
  }
  // Medusa refunds what was captured when an order is cancelled.
  const refunds = sight.payments.map(({ captures, refunds }) => sum(captures) - sum(refunds)).filter((rest) => rest > 0)
  const isMeant = refunds.some((units) => takeOut(account.untold.refund, units))
  const isCertain = !isDisturbed(trial) && !account.isSlow && !isMeant
  const unrecorded = carriedOut(account, "refund", sight.paygate)
  account.isCancelAsked = true
  const answer = await attempt(() => trial.cancel(sight))
  notes.count(`cancel: ${answer}`)
  account.failed = answer === "done" ? undefined : "cancel"
  account.doubts.refund.push(...refunds.filter((units) => !account.doubts.refund.includes(units)))
  const after = await trial.look()
  absorbRows(account, after)
  checkAlways(account, after)
  if (answer !== "done") {
    account.isChangeInDoubt = true
    if (isCertain && unrecorded.length === 0) {
      throw new Error(`cancel: ${answer} although nothing was in the way`)
    }
  }
}

/** Time passes for what the books have; what Paygate still works on is waited for. */
export async function passTime(account: Account, trial: Trial): Promise<void> {
  await (account.isSlow ? wait(SLOW_MS) : undefined)
  await trial.letTimePass()
  account.isSlow = isDisturbed(trial) && account.isSlow
}

class Step implements Command {
  constructor(
    private readonly name: string,
    private readonly work: (account: Account, trial: Trial) => Promise<void>,
    private readonly may: (account: Readonly<Account>) => boolean = () => true,
  ) {}

  check = (account: Readonly<Account>) => this.may(account)
  run = (account: Account, trial: Trial) => this.work(account, trial)
  toString = () => this.name
}

export const capture = (amount: Amount): Command =>
  new Step(`capture(${JSON.stringify(amount)})`, async (account, trial) => {
    const sight = await trial.look()
    const payment = capturable(sight)
    const units = unitsOf(amount, payment ? openUnits(payment) : 0)
    await (units > 0 ? move(account, trial, sight, { movement: "capture", units }) : undefined)
  })

export const refund = (amount: Amount): Command =>
  new Step(`refund(${JSON.stringify(amount)})`, async (account, trial) => {
    const sight = await trial.look()
    const units = unitsOf(amount, sum(account.done.capture) - sum(account.done.refund))
    await (units > 0 ? move(account, trial, sight, { movement: "refund", units }) : undefined)
  })

export const cancelOrder = (): Command =>
  new Step("cancel", async (account, trial) => cancel(account, trial, await trial.look()))

export const retry = (): Command =>
  new Step(
    "retry",
    async (account, trial) => {
      const sight = await trial.look()
      const { failed } = account
      await (failed === "cancel" || !failed ? cancel(account, trial, sight) : move(account, trial, sight, failed))
    },
    ({ failed }) => failed !== undefined,
  )

export const changeOrder = (quantity: number): Command =>
  new Step(
    `change(${quantity})`,
    async (account, trial) => {
      if (quantity === trial.quantity) {
        return
      }
      account.isOrderChanged = true
      const answer = await attempt(() => trial.changeQuantity(quantity))
      notes.count(`change: ${answer}`)
      account.isChangeInDoubt ||= answer !== "done"
      const after = await trial.look()
      absorbRows(account, after)
      checkAlways(account, after)
    },
    ({ isCancelAsked }) => !isCancelAsked,
  )

export const disturb = (fault: Omit<ScenarioInput, "match" | "times">): Command =>
  new Step(`fault(${JSON.stringify(fault)})`, (account, trial) => {
    // One at a time: which call meets which fault stays plain.
    if (!isDisturbed(trial)) {
      trial.paygate.addScenario({ ...fault, match: { trans_id: trial.transId } })
      account.isSlow ||= fault.behaviour.kind === "slow"
      account.isLoweringRefused ||= fault.behaviour.kind === "declined"
    }
    return Promise.resolve()
  })

export const reconcile = (): Command =>
  new Step("reconcile", async (account, trial) => {
    const isOpen = await trial.reconcile()
    notes.count(`reconcile: ${isOpen ? "open" : "settled"}`)
    const after = await trial.look()
    absorbRows(account, after)
    expectPayBack(account, after)
    checkAlways(account, after)
    if (!isOpen) {
      forgetUndone(account, after)
      account.isChangeInDoubt = false
    }
  })

export const letTimePass = (): Command => new Step("time", passTime)
