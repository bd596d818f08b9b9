/** Builds the shop's dashboard. Run in a process of its own by dashboard.ts: it keeps a processor busy for a while. */
import "./medusa-process"
import { build } from "@medusajs/admin-bundler"
import { getConfigFile, getResolvedPlugins } from "@medusajs/framework/utils"
import type { ConfigModule } from "@medusajs/framework/types"
import { dashboardFolder } from "./dashboard"
import { shopFolder } from "./paths"

async function run(): Promise<void> {
  const { configModule, error } = await getConfigFile<ConfigModule>(shopFolder, "medusa-config")
  if (error) throw error
  const plugins = await getResolvedPlugins(shopFolder, configModule, false)
  const extensions = plugins.flatMap(({ admin }) => (admin?.type === "package" ? [admin.resolve] : []))
  await build({ path: "/app", sources: [], plugins: extensions, outDir: dashboardFolder })
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
