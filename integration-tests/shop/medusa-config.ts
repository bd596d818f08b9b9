import { randomBytes } from "node:crypto"
import { defineConfig } from "@medusajs/framework/utils"
import { paygateKlarna } from "medusa-payment-paygate-klarna"
import { readEnvironment } from "./environment"

const shop = readEnvironment(process.env)
const storefront = new URL(shop.storefrontUrl).origin
const backend = new URL(shop.backendUrl).origin
const secret = randomBytes(32).toString("hex")

export default defineConfig({
  projectConfig: {
    databaseUrl: shop.databaseUrl ?? "",
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
      providers: [
        {
          id: "eu",
          options: {
            ...(shop.paygateUrl && { base_url: shop.paygateUrl }),
            merchant_id: shop.merchantId,
            blowfish_key: shop.blowfishKey,
            hmac_key: shop.hmacKey,
            account: shop.account,
            backend_url: shop.backendUrl,
            storefront_url: shop.storefrontUrl,
          },
        },
      ],
    }),
  ],
  plugins: [{ resolve: "medusa-payment-paygate-klarna", options: {} }],
})
