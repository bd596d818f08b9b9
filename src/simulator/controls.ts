import { ControlError } from "./control/control-error"
import { completeHostedPage, type BrowserReturn, type CompleteInput } from "./hosted/complete"
import { authorize, settleOrder, type Authorization, type AuthorizeInput, type SettleInput } from "./klarna"
import { showPayment, type LedgerPayment } from "./ledger"
import { buildNotification, type BuildInput, type BuiltNotification } from "./notifications/build"
import type { Notification } from "./notifications/notification"
import type { Payment } from "./payment"
import type { LoggedRequest } from "./request-log"
import { scenarioInput, type Scenario, type ScenarioInput } from "./scenarios"
import type { State } from "./state"

/** Which requests of the log one wants. */
export interface RequestFilter {
  call?: string | undefined
  trans_id?: string | undefined
  pay_id?: string | undefined
}

/** What tests and the demo do to the simulator, over HTTP (`/simulator/…`) and in code alike. */
export interface Controls {
  /** What Klarna's widget does when the shopper confirms. Throws when the client token has no open session. */
  authorize(input: AuthorizeInput): Authorization
  /** Klarna's decision on a pending order. Throws when there is none. */
  settle(payId: string, input: SettleInput): LedgerPayment
  /** Every payment, oldest first, amounts in minor units. */
  ledger(): LedgerPayment[]
  /** One payment by PayID. */
  payment(payId: string): LedgerPayment | undefined
  /** The newest requests, oldest first. */
  requests(filter?: RequestFilter): LoggedRequest[]
  /** Makes coming calls go wrong; scenarios play in the order they were added. */
  addScenario(input: ScenarioInput): void
  scenarios(): readonly Scenario[]
  clearScenarios(): void
  /** What the shopper does on the hosted page; answers where the browser is sent, without sending it. By PayID or TransID. */
  completeHostedPage(id: string, input: CompleteInput): BrowserReturn
  /** Every notification, oldest first, with its deliveries. */
  notifications(): Notification[]
  /** Delivers one again, or early, so many times at once; resolves when all are answered. */
  deliverNotification(number: number, times?: number): Promise<Notification>
  /** A notification about a payment (by PayID or TransID) to be posted by tests, which is not sent. */
  buildNotification(id: string, input?: BuildInput): BuiltNotification
  /** Holds notifications back until it is called with `false`; `deliverNotification` sends them all the same. */
  holdNotifications(hold: boolean): void
  /** Resolves when no notification is being delivered. */
  notificationsIdle(): Promise<void>
  /** Lets time pass: tokens, sessions and authorizations grow older. Answers the new time. */
  advanceClock(milliseconds: number): Date
  /** Forgets payments, requests, scenarios and notifications, and sets the clock right. */
  reset(): void
}

/** The controls of one state. */
export function createControls(state: State): Controls {
  const find = (id: string): Payment => {
    const payment = state.findPayment(id)
    if (!payment) {
      throw new ControlError(404, "no payment has this PayID or TransID")
    }
    return payment
  }
  return {
    authorize: (input) => authorize(input, state),
    settle: (payId, input) => showPayment(settleOrder(payId, input, state), state.now()),
    ledger: () => [...state.payments.values()].map((payment) => showPayment(payment, state.now())),
    payment: (payId) => {
      const payment = state.payments.get(payId)
      return payment && showPayment(payment, state.now())
    },
    requests: (filter = {}) => state.requests.list().filter((entry) => fits(entry, filter)),
    addScenario: (input) => state.scenarios.add(scenarioInput.parse(input)),
    scenarios: () => state.scenarios.list(),
    clearScenarios: () => state.scenarios.clear(),
    completeHostedPage: (id, input) => completeHostedPage(find(id), input, state),
    notifications: () => state.notifications.list(),
    deliverNotification: (number, times = 1) => state.notifications.deliver(number, times),
    buildNotification: (id, input = {}) => buildNotification(find(id), input, state),
    holdNotifications: (hold) => state.notifications.hold(hold),
    notificationsIdle: () => state.notifications.idle(),
    advanceClock: (milliseconds) => {
      state.advanceClock(milliseconds)
      return new Date(state.now())
    },
    reset: () => state.reset(),
  }
}

function fits(entry: LoggedRequest, filter: RequestFilter): boolean {
  return (
    (filter.call === undefined || filter.call === entry.call) &&
    (filter.trans_id === undefined || filter.trans_id === entry.parameters["TransID"]) &&
    (filter.pay_id === undefined || filter.pay_id === entry.parameters["PayID"])
  )
}
