/** Brings the database named by DATABASE_URL to the state of the demo shop. Run in a process of its own by template.ts. */
import "../medusa-process"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { migrate } from "@medusajs/medusa/commands/db/migrate"
import loadMedusa, { initializeContainer } from "@medusajs/medusa/loaders/index"
import express from "express"
import { shopFolder } from "../paths"
import { seed } from "../seed"

async function prepare(): Promise<void> {
  await migrateDatabase(await initializeContainer(shopFolder))
  MedusaModule.clearInstances()
  const application = { directory: shopFolder, expressApp: express(), skipLoadingEntryPoints: true }
  const { container, shutdown } = await loadMedusa(application)
  await seed(container)
  await shutdown()
}

/** In this process: Medusa's command starts three more of them. Its migration scripts only concern older databases. */
async function migrateDatabase(container: MedusaContainer): Promise<void> {
  const migrated = await migrate({
    directory: shopFolder,
    container,
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
    skipLinks: false,
    skipScripts: true,
    skipSearch: true,
    executeAllLinks: true,
    executeSafeLinks: false,
    executeAllSearch: false,
    executeSafeSearch: false,
  })
  if (!migrated) throw new Error("the migrations did not run")
}

prepare().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
