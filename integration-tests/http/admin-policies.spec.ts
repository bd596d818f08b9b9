import { readdirSync } from "node:fs"
import { join } from "node:path"
import type { IRbacModuleService } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, FeatureFlag, Modules } from "@medusajs/framework/utils"
import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"
import { createMerchant, type Merchant } from "../clients/merchant"
import { pluginFolder } from "../shop/paths"
import { demoAdmin } from "../shop/seed/staff"
import { inShop, withShopOptions } from "../shop/suite"
import { endOf } from "./admin-payments"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

// Klarna is told the order's number by itself; here nothing is sent but what a test asks for.
withShopOptions({ order_ref_nr: null })

// Medusa reads it at the start; its test runner reads the configuration before that.
process.env["MEDUSA_FF_RBAC"] = "true"
FeatureFlag.setFlag("rbac", true)
afterAll(() => {
  delete process.env["MEDUSA_FF_RBAC"]
})

const ROOT = "/admin/paygate-klarna"

/** Every route, a body it takes, and the policies a user needs for it: the last one is the route's own. */
const ROUTES: ["GET" | "POST", string, object, string[]][] = [
  ["GET", "payments/:id", {}, ["payment:read"]],
  ["POST", "payments/:id/captures", { amount: 1 }, ["payment:read", "capture:create"]],
  ["POST", "payments/:id/refunds", {}, ["payment:read", "refund:create"]],
  ["POST", "payments/:id/release", {}, ["payment:read", "payment:update"]],
  ["POST", "payments/:id/address", {}, ["payment:read", "payment:update"]],
  ["POST", "payments/:id/reference", { ref_nr: "1" }, ["payment:read", "payment:update"]],
  ["POST", "payments/:id/order-lines", {}, ["payment:read", "payment:update"]],
  ["POST", "payments/:id/resend-invoice", {}, ["payment:read", "payment:update"]],
  ["POST", "payments/:id/sync", {}, ["payment:read", "payment:update"]],
  ["GET", "orders/:id", {}, ["payment:read", "order:read"]],
  ["GET", "attention", {}, ["payment:read"]],
  ["GET", "regions/:id", {}, ["region:read"]],
  ["GET", "health", {}, ["store:read"]],
  ["POST", "health/test-session", {}, ["store:read", "payment_session:create"]],
]

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeAll(async () => {
    const [admin] = await suite.getContainer().resolve(Modules.USER).listUsers({ email: demoAdmin.email })
    await giveRole(admin!.id, "role_super_admin")
  })
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy()
  })

  const giveRole = (user_id: string, rbac_role_id: string) =>
    suite
      .getContainer()
      .resolve(ContainerRegistrationKeys.LINK)
      .create({ [Modules.USER]: { user_id }, [Modules.RBAC]: { rbac_role_id } })

  async function createRole(keys: string[]): Promise<string> {
    const rbac = suite.getContainer().resolve<IRbacModuleService>(Modules.RBAC)
    const { id } = await rbac.createRbacRoles({ name: keys.join(", ") })
    for (const key of keys) {
      const [resource = "", operation = ""] = key.split(":")
      const [known] = await rbac.listRbacPolicies({ key })
      const policy = known ?? (await rbac.createRbacPolicies({ key, resource, operation, name: key }))
      await rbac.createRbacRolePolicies({ role_id: id, policy_id: policy.id })
    }
    return id
  }

  /** Somebody who may do exactly this. */
  async function logInWith(name: string, policies: string[]): Promise<Merchant> {
    const container = suite.getContainer()
    const credentials = { email: `${name}@example.com`, password: "a member's word" }
    const { authIdentity } = await container.resolve(Modules.AUTH).register("emailpass", { body: credentials })
    const { result } = await createUserAccountWorkflow(container).run({
      input: { authIdentityId: authIdentity!.id, userData: { email: credentials.email } },
    })
    await (policies.length > 0 ? giveRole(result.id, await createRole(policies)) : undefined)
    return createMerchant(suite.backendUrl(), credentials)
  }

  const idIn = (path: string) =>
    path.startsWith("orders") ? bought.orderId : path.startsWith("regions") ? suite.shop().regionId : bought.paymentId
  const request = ({ http }: Merchant, [method, path, body]: (typeof ROUTES)[number]) => {
    const address = `${ROOT}/${path.replace(":id", idIn(path))}`
    return endOf(method === "GET" ? http.get(address) : http.post(address, body))
  }
  const callsSent = () => scene.paygate.requests({}).length

  it("every route has its policies", () => {
    const folder = join(pluginFolder, "src", "api", "admin", "paygate-klarna")
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    const routes = files.filter((file) => file.endsWith("route.ts")).map((file) => file.replace("[id]", ":id"))
    expect(ROUTES.map(([, path]) => join(path, "route.ts")).sort()).toEqual(routes.sort())
  })

  it("somebody without roles may do nothing, as at Medusa's own routes, and nothing is sent", async () => {
    const nobody = await logInWith("nobody", [])
    const calls = callsSent()
    expect(await endOf(nobody.capture(bought.paymentId, 1))).toMatch(/^403/)
    for (const route of ROUTES) {
      expect([route[1], await request(nobody, route)]).toEqual([route[1], expect.stringMatching(/^403/)])
    }
    expect(callsSent()).toBe(calls)
  })

  const needed = [...new Set(ROUTES.map(([, , , policies]) => policies.join(" ")))]

  it.each(needed)("exactly %s lets a user in where it is asked for", async (keys) => {
    const policies = keys.split(" ")
    const others = [...new Set(ROUTES.flatMap((one) => one[3]))].filter((key) => key !== policies.at(-1))
    const [almost, able] = [await logInWith("almost", others), await logInWith("able", policies)]
    for (const route of ROUTES.filter((one) => one[3].join(" ") === keys)) {
      const calls = callsSent()
      expect([route[1], await request(almost, route)]).toEqual([route[1], expect.stringMatching(/^403/)])
      expect(callsSent()).toBe(calls)
      // Some are refused for another reason, such as a payment that was released before.
      expect([route[1], await request(able, route)]).toEqual([route[1], expect.stringMatching(/^(done|400 [a-z_]+)$/)])
    }
  })
})
