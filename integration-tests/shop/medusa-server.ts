import type { MedusaContainer } from "@medusajs/framework/types"
import loadMedusa from "@medusajs/medusa/loaders/index"
import express from "express"
import { serve } from "./listening"
import { shopFolder } from "./paths"

export type MedusaServer = { container: MedusaContainer; stop: () => Promise<void> }

/** Starts Medusa in this process, as `medusa start` does; unlike that, it can be stopped without ending the process. */
export async function startMedusa(backendUrl: string, port: number): Promise<MedusaServer> {
  // Medusa finds a project's packages from the working directory.
  process.chdir(shopFolder)
  const app = express()
  app.get("/health", (_request, response) => void response.send("OK"))
  const { container, shutdown } = await loadMedusa({ directory: shopFolder, expressApp: app })
  const close = await serve(app, backendUrl, port)
  const stop = async () => {
    await close()
    await shutdown()
  }
  return { container, stop }
}
