/** Links and builds the plugin for whoever needs it without starting the shop: the type checker, for one. */
import { installPlugin } from "./plugin"

installPlugin((line) => console.error(line)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
