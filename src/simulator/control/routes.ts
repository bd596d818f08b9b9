import { z } from "zod"
import type { Controls } from "../controls"
import { authorizeInput, settleInput } from "../klarna"
import { scenarioInput } from "../scenarios"
import { ControlError } from "./control-error"

interface ControlRequest {
  /** Path segments behind `/simulator`, the variable one being the PayID. */
  payId: string
  query: URLSearchParams
  body: unknown
}

interface Route {
  method: string
  /** Segments behind `/simulator`; `:payId` stands for any one. */
  path: string
  /** Whether a page of another origin may call it, as a widget in the shop's storefront does. */
  crossOrigin?: true
  handle: (controls: Controls, request: ControlRequest) => unknown
}

const clockInput = z.strictObject({ advance_ms: z.int().min(0) })

/** The control API: what it is for stands in docs/simulator.md. */
const ROUTES: readonly Route[] = [
  { method: "GET", path: "", handle: () => ({ simulates: "Computop Paygate", control: ROUTES.map(nameOf) }) },
  {
    method: "POST",
    path: "/klarna/authorize",
    crossOrigin: true,
    handle: (controls, { body }) => controls.authorize(authorizeInput.parse(body)),
  },
  { method: "GET", path: "/payments", handle: (controls) => ({ payments: controls.ledger() }) },
  {
    method: "GET",
    path: "/payments/:payId",
    handle: (controls, { payId }) => ({ payment: controls.payment(payId) ?? notFound() }),
  },
  {
    method: "POST",
    path: "/payments/:payId/settle",
    handle: (controls, { payId, body }) => ({ payment: controls.settle(payId, settleInput.parse(body)) }),
  },
  {
    method: "GET",
    path: "/requests",
    handle: (controls, { query }) => ({
      requests: controls.requests({
        call: query.get("call") ?? undefined,
        trans_id: query.get("trans_id") ?? undefined,
        pay_id: query.get("pay_id") ?? undefined,
      }),
    }),
  },
  { method: "GET", path: "/scenarios", handle: (controls) => ({ scenarios: controls.scenarios() }) },
  {
    method: "POST",
    path: "/scenarios",
    handle: (controls, { body }) => {
      controls.addScenario(scenarioInput.parse(body))
      return { scenarios: controls.scenarios() }
    },
  },
  {
    method: "DELETE",
    path: "/scenarios",
    handle: (controls) => {
      controls.clearScenarios()
      return { scenarios: [] }
    },
  },
  {
    method: "POST",
    path: "/clock",
    handle: (controls, { body }) => ({ now: controls.advanceClock(clockInput.parse(body).advance_ms).toISOString() }),
  },
  {
    method: "POST",
    path: "/reset",
    handle: (controls) => {
      controls.reset()
      return {}
    },
  },
]

function nameOf({ method, path }: Route): string {
  return `${method} /simulator${path}`
}

function notFound(): never {
  throw new ControlError(404, "no payment has this PayID")
}

/** The routes a path leads to, whatever the method, and the PayID in it. */
export function matchRoutes(path: string): { routes: Route[]; payId: string } {
  const segments = path.split("/")
  const routes = ROUTES.filter((route) => {
    const pattern = route.path.split("/")
    return (
      pattern.length === segments.length &&
      pattern.every((part, index) => part === ":payId" || part === segments[index])
    )
  })
  return { routes, payId: segments[2] ?? "" }
}
