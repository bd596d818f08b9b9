import { z } from "zod"
import { authorizeInput, settleInput } from "../klarna"
import { scenarioInput } from "../scenarios"
import { ControlError } from "./control-error"
import { NOTIFICATION_ROUTES } from "./notification-routes"
import type { Route } from "./route"

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
    path: "/payments/:id",
    handle: (controls, { id }) => ({ payment: controls.payment(id) ?? notFound() }),
  },
  {
    method: "POST",
    path: "/payments/:id/settle",
    handle: (controls, { id, body }) => ({ payment: controls.settle(id, settleInput.parse(body)) }),
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
  ...NOTIFICATION_ROUTES,
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

/** The routes a path leads to, whatever the method, and the variable segment. */
export function matchRoutes(path: string): { routes: Route[]; id: string } {
  const segments = path.split("/")
  const routes = ROUTES.filter((route) => {
    const pattern = route.path.split("/")
    return (
      pattern.length === segments.length && pattern.every((part, index) => part === ":id" || part === segments[index])
    )
  })
  return { routes, id: segments[2] ?? "" }
}
