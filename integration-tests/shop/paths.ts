import { join } from "node:path"

/** The shop: a Medusa project. */
export const shopFolder = __dirname

/** The repository: the plugin. */
export const pluginFolder = join(shopFolder, "..", "..")

/** Whatever can be made again; git ignores it. */
export const cacheFolder = join(pluginFolder, ".cache")
