import { defineMiddlewares } from "@medusajs/framework/http"
import { keepBeforeMedusa } from "./hooks/keep-before-medusa"
import { keepOutOfLog } from "./hooks/keep-out-of-log"
import { policies } from "./policies"
import { readJson } from "./read-json"

/**
 * These routes read bodies themselves: Paygate declares `charset=iso-8859-1`, to which Medusa's parser answers 415, and
 * what that refuses of the others has no code.
 */
const bodyParser = false

export default defineMiddlewares({
  routes: [
    ...policies,
    { matcher: "/admin/paygate-klarna/*", methods: ["POST"], bodyParser, middlewares: [readJson] },
    { matcher: "/store/paygate-klarna/*", methods: ["POST"], bodyParser, middlewares: [readJson] },
    { matcher: "/hooks/paygate-klarna/*", methods: ["GET"], middlewares: [keepOutOfLog] },
    { matcher: "/hooks/paygate-klarna/*", methods: ["POST"], bodyParser, middlewares: [keepOutOfLog] },
    // Medusa's own route for this plugin's providers; those of others keep Medusa's parser.
    {
      matcher: "/hooks/payment/paygate-klarna_:provider",
      methods: ["POST"],
      bodyParser,
      middlewares: [keepOutOfLog, keepBeforeMedusa],
    },
  ],
})
