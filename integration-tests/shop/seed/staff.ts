import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"

export type Credentials = { email: string; password: string }

/** Public knowledge, and good enough on a loopback address only. */
export const demoAdmin: Credentials = { email: "admin@example.com", password: "klarna-demo" }

/** Creates the administrator. */
export async function seedAdmin(container: MedusaContainer): Promise<void> {
  const { authIdentity, error } = await container.resolve(Modules.AUTH).register("emailpass", { body: demoAdmin })
  if (!authIdentity) throw new Error(error)
  await createUserAccountWorkflow(container).run({
    input: {
      authIdentityId: authIdentity.id,
      userData: { email: demoAdmin.email, first_name: "Demo", last_name: "Admin" },
    },
  })
}

export async function hasAdmin(container: MedusaContainer): Promise<boolean> {
  return (await container.resolve(Modules.USER).listUsers({ email: demoAdmin.email })).length > 0
}

/** Sets the administrator's password. */
export async function setAdminPassword(container: MedusaContainer, password: string): Promise<Credentials> {
  const update = { entity_id: demoAdmin.email, password }
  const { error } = await container.resolve(Modules.AUTH).updateProvider("emailpass", update)
  if (error) throw new Error(error)
  return { email: demoAdmin.email, password }
}
