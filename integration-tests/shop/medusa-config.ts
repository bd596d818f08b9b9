import { randomBytes } from "node:crypto"
import { defineConfig } from "@medusajs/framework/utils"
import { paygateKlarna } from "medusa-payment-paygate-klarna"
import { readEnvironment } from "./environment"
import { formerKeys, hasSecondAccount, secondMerchant, twinKeys } from "./second-account"

const shop = readEnvironment(process.env)
const storefront = new URL(shop.storefrontUrl).origin
const backend = new URL(shop.backendUrl).origin
const shared = {
  ...(shop.paygateUrl && { base_url: shop.paygateUrl }),
  ...shop.options,
  backend_url: shop.backendUrl,
  storefront_url: shop.storefrontUrl,
}
const rotated = {
  blowfishKey: [secondMerchant.blowfishKey, formerKeys.blowfishKey],
  hmacKey: [secondMerchant.hmacKey, formerKeys.hmacKey],
}
const accounts = [
  { id: "eu", ...shop },
  ...(hasSecondAccount()
    ? [
        { id: "uk", ...secondMerchant, ...rotated },
        { id: "twin", ...shop, ...twinKeys },
      ]
    : []),
]
const secret = randomBytes(32).toString("hex")

export default defineConfig({
  projectConfig: {
    databaseUrl: shop.databaseUrl ?? "",
    ...(shop.connections && { databaseDriverOptions: { pool: { max: shop.connections } } }),
    http: {
      storeCors: storefront,
      adminCors: backend,
      authCors: `${storefront},${backend}`,
      jwtSecret: secret,
      cookieSecret: secret,
    },
  },
  admin: { disable: process.env.DISABLE_MEDUSA_ADMIN === "true" },
  modules: [
    paygateKlarna({
      providers: accounts.map(({ id, merchantId, blowfishKey, hmacKey, account }) => ({
        id,
        options: { ...shared, merchant_id: merchantId, blowfish_key: blowfishKey, hmac_key: hmacKey, account },
      })),
    }),
  ],
  plugins: [{ resolve: "medusa-payment-paygate-klarna", options: {} }],
})
