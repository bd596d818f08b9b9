/**
 * What to add to a store's medusa-config.ts; everything else here is as Medusa creates it. The plugin stands in it
 * twice, and the store does not start with only one of the two.
 */
import { defineConfig, loadEnv } from "@medusajs/framework/utils"
import { paygateKlarna } from "medusa-payment-paygate-klarna"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL!,
    http: {
      storeCors: process.env.STORE_CORS!,
      adminCors: process.env.ADMIN_CORS!,
      authCors: process.env.AUTH_CORS!,
      jwtSecret: process.env.JWT_SECRET!,
      cookieSecret: process.env.COOKIE_SECRET!,
    },
  },

  // 1. Routes, jobs, tables and dashboard of the plugin.
  plugins: [{ resolve: "medusa-payment-paygate-klarna", options: {} }],

  // 2. The payment provider. Other ones of the store go into `otherProviders`, as they would stand in the payment module.
  modules: [
    paygateKlarna({
      providers: [
        {
          // Makes `pp_paygate-klarna_eu`, the provider to choose in a region's settings.
          id: "eu",
          options: {
            // Paygate's own address unless set; `npx paygate-simulator` prints the one of a simulated Paygate.
            base_url: process.env.PAYGATE_BASE_URL,
            // The three that Computop gives every merchant, and the name of the Klarna account there.
            merchant_id: process.env.PAYGATE_MERCHANT_ID,
            blowfish_key: process.env.PAYGATE_BLOWFISH_KEY,
            hmac_key: process.env.PAYGATE_HMAC_KEY,
            account: process.env.PAYGATE_ACCOUNT,
            // Where Paygate reaches this backend: https on port 443, or http://localhost:9000 while developing.
            backend_url: process.env.MEDUSA_BACKEND_URL,
            // Where shoppers come back to.
            storefront_url: process.env.STOREFRONT_URL,

            // What Klarna is told by itself. These are the defaults; every option is in the README.
            // The number that Klarna shows once the order is placed: Medusa's, or such as "SHOP-{display_id}" where
            // several shops share an account; null leaves the first one.
            order_ref_nr: "{display_id}",
            // Tells Klarna when the shipping address of an order changes.
            update_addresses: true,
            // Lowers Klarna's order when an order shrinks before anything is captured.
            update_orders: true,
            // "shipment" or "delivery" captures what was sent then, with its tracking numbers.
            capture_on: "never",
          },
        },
      ],
    }),
  ],
})
