import type { MiddlewareRoute } from "@medusajs/framework/http"

const ROOT = "/admin/paygate-klarna"

/** What changes a payment beside its captures and refunds, at Klarna or in Medusa. */
const CHANGES = ["address", "reference", "order-lines", "release", "resend-invoice", "sync"]

const route = (path: string, ...keys: string[]): MiddlewareRoute => ({
  matcher: `${ROOT}/${path}`,
  policies: keys.map((key) => {
    const [resource = "", operation = ""] = key.split(":")
    return { resource, operation }
  }),
})

const posting = (path: string, key: string): MiddlewareRoute => ({ ...route(path, key), methods: ["POST"] })

/**
 * What a user's roles have to allow (`resource:operation`), where the store has switched Medusa's roles on; the same as
 * for Medusa's own captures, refunds, orders and regions. Without methods a policy holds for everything below its path.
 */
export const policies: MiddlewareRoute[] = [
  route("payments/*", "payment:read"),
  posting("payments/:id/captures", "capture:create"),
  posting("payments/:id/refunds", "refund:create"),
  ...CHANGES.map((action) => posting(`payments/:id/${action}`, "payment:update")),
  route("orders/*", "payment:read", "order:read"),
  route("attention", "payment:read"),
  route("regions/*", "region:read"),
  route("health", "store:read"),
  posting("health/test-session", "payment_session:create"),
]
