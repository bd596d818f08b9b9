import { SIMULATOR_MERCHANT } from "../../src/simulator"
import { isLoopback } from "./listening"

/** Who the shop is at the simulator, be it the bundled one or another on this machine. */
const demoMerchant = {
  PAYGATE_MERCHANT_ID: SIMULATOR_MERCHANT.merchantId,
  PAYGATE_BLOWFISH_KEY: SIMULATOR_MERCHANT.blowfishKey,
  PAYGATE_HMAC_KEY: SIMULATOR_MERCHANT.hmacKey,
  PAYGATE_ACCOUNT: SIMULATOR_MERCHANT.account,
}

type Merchant = Record<keyof typeof demoMerchant, string>

export type Environment = Record<string, string | undefined>

export type ShopEnvironment = {
  port: number
  backendUrl: string
  storefrontUrl: string
  databaseUrl: string | undefined
  paygateUrl: string | undefined
  /** For tests: options of the plugin beside the shop's own, as JSON in `SHOP_OPTIONS`. */
  options: Record<string, unknown>
  /** For tests: how many connections to the database the store may have, in `SHOP_CONNECTIONS`. */
  connections: number | undefined
  merchantId: string
  blowfishKey: string
  hmacKey: string
  account: string
}

/** What the one who starts the shop can put right; its message says how. */
export class SetupError extends Error {
  override name = "SetupError"
}

/** Reads the documented variables. Throws a `SetupError` when a real Paygate is named and a part of the merchant's identity is missing. */
export function readEnvironment(variables: Environment): ShopEnvironment {
  const paygateUrl = variables.PAYGATE_BASE_URL || undefined
  const defaults = !paygateUrl || isLoopback(paygateUrl) ? demoMerchant : {}
  const merchant: Partial<Merchant> = { ...defaults, ...present(variables) }
  const missing = Object.keys(demoMerchant).filter((name) => !(name in merchant))
  if (missing.length > 0) throw new SetupError(`PAYGATE_BASE_URL is set, so these must be too: ${missing.join(", ")}`)
  const port = Number(variables.PORT || 9000)
  return {
    port,
    backendUrl: variables.MEDUSA_BACKEND_URL || `http://localhost:${port}`,
    storefrontUrl: variables.STOREFRONT_URL || "http://localhost:8000",
    databaseUrl: variables.DATABASE_URL || undefined,
    paygateUrl,
    options: JSON.parse(variables.SHOP_OPTIONS || "{}") as Record<string, unknown>,
    connections: variables.SHOP_CONNECTIONS ? Number(variables.SHOP_CONNECTIONS) : undefined,
    merchantId: merchant.PAYGATE_MERCHANT_ID ?? "",
    blowfishKey: merchant.PAYGATE_BLOWFISH_KEY ?? "",
    hmacKey: merchant.PAYGATE_HMAC_KEY ?? "",
    account: merchant.PAYGATE_ACCOUNT ?? "",
  }
}

/** An empty variable counts as an absent one. */
function present(variables: Environment): Partial<Merchant> {
  return Object.fromEntries(
    Object.keys(demoMerchant).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  )
}
