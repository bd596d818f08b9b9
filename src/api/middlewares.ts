import { defineMiddlewares } from "@medusajs/framework/http"

/** Paygate declares `charset=iso-8859-1`, to which Medusa's parser answers 415: these routes read bodies themselves. */
export default defineMiddlewares({
  routes: [{ matcher: "/hooks/paygate-klarna/*", methods: ["POST"], bodyParser: false }],
})
