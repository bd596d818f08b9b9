/** `npm run store`: starts the demo shop and keeps it running until it is interrupted. */
import { print } from "./standard-output"
import { parseArgs } from "node:util"
import { SetupError } from "./environment"
import { launchShop, type Shop } from "./launch"
import { watchNpm } from "./npm-watch"

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, "no-admin": { type: "boolean" } } })
  const admin = !values["no-admin"]
  let shop: Shop | undefined = undefined
  const end = async () => {
    await shop?.stop()
    process.exit(0)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end())
  watchNpm(() => void end())
  // As under `medusa start`, a failed event handler is reported and does not end the shop.
  process.on("unhandledRejection", (reason) => console.error(reason))
  shop = await launchShop({ admin, log: (line) => console.error(line) })
  print(values.json ? JSON.stringify(announcement(shop)) : summary(shop, admin))
}

function announcement(shop: Shop) {
  return {
    ready: true,
    backend_url: shop.backendUrl,
    storefront_url: shop.storefrontUrl,
    publishable_key: shop.publishableKey,
    region_id: shop.regionId,
    variant_ids: shop.variantIds,
    shipping_option_id: shop.shippingOptionId,
    provider_id: shop.providerId,
    admin: shop.admin,
    paygate_url: shop.paygateUrl,
  }
}

function summary(shop: Shop, admin: boolean): string {
  return [
    "",
    ...(admin ? [`Dashboard        ${shop.backendUrl}/app`] : []),
    `Administrator    ${shop.admin.email}, password ${shop.admin.password}`,
    `Backend          ${shop.backendUrl}`,
    `Storefront       ${shop.storefrontUrl}`,
    `Paygate          ${shop.paygateUrl}`,
    `Publishable key  ${shop.publishableKey}`,
    "",
    "Ctrl-C stops everything.",
  ].join("\n")
}

main().catch((error: unknown) => {
  console.error("✗", error instanceof SetupError ? error.message : error)
  process.exit(1)
})
