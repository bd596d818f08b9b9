import { randomBytes } from "node:crypto"
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { freePort } from "../shop/listening"
import { pluginFolder } from "../shop/paths"
import { succeed } from "./command"

/** A store as a developer has it before the first start, with the packed plugin installed. */
export type FreshStore = {
  folder: string
  port: number
  paygatePort: number
  /** Its `.env`. */
  settings: Record<string, string>
}

/** What Medusa's own starter lists, and what its default configuration loads besides. */
const dependencies = ["admin-sdk", "cli", "draft-order", "framework", "icons", "medusa", "ui"].map(
  (name) => `@medusajs/${name}`,
)
const devDependencies = ["@swc/core", "@types/node", "react", "react-dom", "ts-node", "typescript"]

/** As in Medusa's starter, but stricter, as many stores are. */
const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    module: "Node16",
    moduleResolution: "Node16",
    strict: true,
    esModuleInterop: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    jsx: "react-jsx",
    outDir: "./.medusa/server",
    rootDir: "./",
  },
  "ts-node": { swc: true },
  include: ["**/*"],
  exclude: ["node_modules", ".medusa", "consumer"],
}

/** Creates the store in `folder` and installs its packages, from npm's cache where they are there. */
export async function createFreshStore(folder: string, tarball: string, databaseUrl: string): Promise<FreshStore> {
  mkdirSync(folder)
  copyFileSync(tarball, join(folder, basename(tarball)))
  const [port, paygatePort] = [await freePort(), await freePort()]
  const settings = environment({ databaseUrl, port, paygatePort })
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, ".env"), lines.join(""))
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest(basename(tarball)), null, 2))
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig, null, 2))
  // No --legacy-peer-deps, no overrides: the plugin's peers must fit as they are.
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
  await succeed("npm", ["install", ...flags], { cwd: folder, env: outsideNpm() })
  return { folder, port, paygatePort, settings }
}

/** The versions are the ones that the plugin is developed with. */
function manifest(tarball: string): object {
  const text = readFileSync(join(pluginFolder, "package.json"), "utf8")
  const { name, devDependencies: versions } = JSON.parse(text) as {
    name: string
    devDependencies: Record<string, string>
  }
  const pick = (names: string[]) => Object.fromEntries(names.map((each) => [each, versions[each]]))
  return {
    name: "fresh-store",
    version: "0.0.0",
    private: true,
    dependencies: { ...pick(dependencies), [name]: `file:./${tarball}` },
    devDependencies: pick(devDependencies),
  }
}

/** Secrets that occur nowhere else, so that one found in a log is a leak. */
function environment(places: { databaseUrl: string; port: number; paygatePort: number }): Record<string, string> {
  const secret = (bytes: number) => randomBytes(bytes).toString("hex")
  const backend = `http://localhost:${places.port}`
  const storefront = "http://localhost:8000"
  return {
    DATABASE_URL: places.databaseUrl,
    STORE_CORS: storefront,
    ADMIN_CORS: backend,
    AUTH_CORS: `${storefront},${backend}`,
    JWT_SECRET: secret(16),
    COOKIE_SECRET: secret(16),
    PAYGATE_BASE_URL: `http://127.0.0.1:${places.paygatePort}/`,
    PAYGATE_MERCHANT_ID: "fresh_store",
    PAYGATE_BLOWFISH_KEY: secret(8),
    PAYGATE_HMAC_KEY: secret(16),
    PAYGATE_ACCOUNT: "klarna",
    MEDUSA_BACKEND_URL: backend,
    STOREFRONT_URL: storefront,
  }
}

/** `npm run` tells its children where its own package is, which is not where this store is. */
function outsideNpm(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter((name) => name !== "npm_config_local_prefix" && name !== "NODE_ENV")
  return Object.fromEntries(names.map((name) => [name, process.env[name]]))
}
