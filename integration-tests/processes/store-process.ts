/** One store in a process of its own, on a database and a Paygate that are given to it. Run by start-store.ts. */
import "../shop/medusa-process"
import "../log/collect"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import loadMedusa from "@medusajs/medusa/loaders/index"
import express from "express"
import { serve } from "../shop/listening"
import { shopFolder } from "../shop/paths"
import { stopScheduledJobs } from "../shop/scheduled-jobs"
import { seed } from "../shop/seed"
import type { FromStore, ToStore } from "./messages"
import { makePoints, readStop } from "./stopping"

const tell = (message: FromStore) => process.send?.(message)

/** By its id: it is the plugin as it was built that runs here. */
async function runWorkflow(container: MedusaContainer, id: string): Promise<void> {
  await container.resolve(Modules.WORKFLOW_ENGINE).run(id, { input: { limit: 1000 } })
}

async function run(): Promise<void> {
  process.chdir(shopFolder)
  const app = express()
  app.use(readStop)
  const { container } = await loadMedusa({ directory: shopFolder, expressApp: app })
  await stopScheduledJobs()
  makePoints(container)
  await serve(app, process.env.MEDUSA_BACKEND_URL ?? "", Number(process.env.PORT))
  process.on("message", ({ workflow }: ToStore) => {
    runWorkflow(container, workflow).then(
      () => tell({ type: "ran" }),
      (error: unknown) => tell({ type: "ran", error: String(error) }),
    )
  })
  tell({ type: "ready", facts: await seed(container) })
}

// A store ends with the test that started it.
process.on("disconnect", () => process.exit(1))
// As under `medusa start`, a failed event handler is reported and does not end the store.
process.on("unhandledRejection", (reason) => console.error(reason))

run().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
