import { defineMiddlewares } from "@medusajs/framework/http"
import { keepBeforeMedusa } from "./hooks/keep-before-medusa"

/** Paygate declares `charset=iso-8859-1`, to which Medusa's parser answers 415: these routes read bodies themselves. */
export default defineMiddlewares({
  routes: [
    { matcher: "/hooks/paygate-klarna/*", methods: ["POST"], bodyParser: false },
    {
      // Medusa's own route for this plugin's providers; those of others keep Medusa's parser.
      matcher: "/hooks/payment/paygate-klarna_:provider",
      methods: ["POST"],
      bodyParser: false,
      middlewares: [keepBeforeMedusa],
    },
  ],
})
