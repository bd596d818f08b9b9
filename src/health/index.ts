/** Whether the plugin is set up rightly, and what to do where it is not. */
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { listProviderIds, resolveConnection } from "../connection"
import { checkEncryption, checkMac, checkNotifyAddress, checkOptions, checkPaygate } from "./account"
import { fail, type Check } from "./check"
import { checkRegions } from "./regions"
import { checkClock, checkDependencies, checkEventBus, checkLocking, checkRegistration } from "./store"

export { isEnabledIn, optionsFor, readRegions, reasonAgainst } from "./regions"
export { openTestSession } from "./test-session"

/** A check by its stable name; `providerId` where it is about one provider. */
export interface NamedCheck<Name extends string = string> extends Check {
  name: Name
  providerId: string | null
}

type Work = () => Check | Promise<Check>

/** Looks at everything; a check that cannot be made does not keep the others from it. */
export async function checkHealth(container: MedusaContainer) {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  async function run<const Name extends string>(
    name: Name,
    providerId: string | null,
    work: Work,
  ): Promise<NamedCheck<Name>> {
    try {
      return { name, providerId, ...(await work()) }
    } catch (error) {
      const { name: kind, message } = error as Error
      logger.warn(`paygate-klarna: the check ${name} could not be made: ${kind}: ${message}`)
      return { name, providerId, ...fail("not_checked", { error: kind }) }
    }
  }
  const accounts = listProviderIds(config).map((id) => {
    const options = () => resolveConnection(config, id).options
    return [
      run("options", id, () => checkOptions(options())),
      run("encryption", id, () => checkEncryption(options())),
      run("mac", id, () => checkMac()),
      run("notify_address", id, () => checkNotifyAddress(options(), id)),
      run("paygate", id, () => checkPaygate(options())),
    ]
  })
  return Promise.all([
    run("registration", null, () => checkRegistration(config)),
    run("dependencies", null, () => checkDependencies(config)),
    ...accounts.flat(),
    run("regions", null, () => checkRegions(container)),
    run("locking", null, () => checkLocking(config)),
    run("event_bus", null, () => checkEventBus(config)),
    run("clock", null, () => checkClock(container)),
  ])
}
