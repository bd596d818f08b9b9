import { setTimeout as wait } from "node:timers/promises"
import { SetupError, type Environment } from "./environment"
import { freePort, isFree } from "./listening"

/**
 * Settles the ports before anything is told about them. `PORT=0` asks for any free one, so that a demo never meets a
 * running store; a storefront nobody gave an address moves on if its usual port is taken.
 */
export async function settleAddresses(variables: Environment): Promise<Environment> {
  const anyPort = variables.PORT === "0"
  const port = anyPort ? await freePort() : Number(variables.PORT || 9000)
  if (!(await becomesFree(port))) throw new SetupError(`Port ${port} is in use: set PORT to another one.`)
  const backendUrl = variables.MEDUSA_BACKEND_URL || `http://localhost:${port}`
  const storefrontUrl = variables.STOREFRONT_URL || `http://localhost:${await storefrontPort(anyPort)}`
  return { ...variables, PORT: String(port), MEDUSA_BACKEND_URL: backendUrl, STOREFRONT_URL: storefrontUrl }
}

/** A shop that has just been told to stop may need a moment to do so. */
async function becomesFree(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 30; attempt++) {
    if (await isFree(port)) return true
    await wait(100)
  }
  return false
}

async function storefrontPort(anyPort: boolean): Promise<number> {
  return !anyPort && (await isFree(8000)) ? 8000 : await freePort()
}
