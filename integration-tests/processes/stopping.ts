import { AsyncLocalStorage } from "node:async_hooks"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { RequestHandler } from "express"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { STOP_HEADER, type FromStore } from "./messages"

interface Stop {
  request: string
  point: string
}

const stops = new AsyncLocalStorage<Stop>()

/** Remembers for everything a request does where it is to stop. */
export const readStop: RequestHandler = (request, _response, next) => {
  const [id, point] = request.get(STOP_HEADER)?.split("; ") ?? []
  if (id && point) {
    stops.run({ request: id, point }, next)
  } else {
    next()
  }
}

/** Stops here for good if the request is to: only the end of the process ends it. */
async function pass(point: string): Promise<void> {
  const stop = stops.getStore()
  if (stop?.point !== point) {
    return
  }
  process.send?.({ type: "stopped", request: stop.request } satisfies FromStore)
  await new Promise(() => {})
}

type Method = (...args: unknown[]) => unknown

/** Puts a point before and one after a method. `describe` adds to their names what the call is about. */
function surround(
  service: unknown,
  name: string,
  label: string,
  describe?: (args: unknown[]) => string | Promise<string>,
): void {
  const methods = service as Record<string, Method>
  const method = methods[name]
  if (!method) {
    throw new Error(`${label}: there is no ${name} to stop at`)
  }
  methods[name] = async (...args) => {
    if (!stops.getStore()) {
      return method.apply(service, args)
    }
    const about = describe ? ` ${await describe(args)}` : ""
    await pass(`before ${label}${about}`)
    const result = await method.apply(service, args)
    await pass(`after ${label}${about}`)
    return result
  }
}

/** Makes the points that a request can stop at, around every write of the books and those of Medusa's own. */
export function makePoints(container: MedusaContainer): void {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  surround(books, "begin", "books.begin", ([, draft]) => (draft as { kind: string }).kind)
  surround(books, "settle", "books.settle", async ([id]) => (await books.retrievePaygateOperation(String(id))).kind)
  for (const verb of ["keepNotification", "claimNotifications", "finishNotification"]) {
    surround(books, verb, `books.${verb}`)
  }
  const payments = container.resolve(Modules.PAYMENT) as unknown as Record<string, unknown>
  for (const verb of ["authorizePayment", "capturePayment", "refundPayment", "cancelPayment"]) {
    surround(payments["paymentProviderService_"], verb, `provider.${verb}`)
  }
  for (const verb of ["authorizePaymentSession", "capturePayment", "refundPayment", "cancelPayment"]) {
    surround(payments, verb, `payments.${verb}`)
  }
  surround(payments["paymentService_"], "create", "payment.create")
  surround(payments["paymentService_"], "update", "payment.update")
  const orders = container.resolve(Modules.ORDER)
  for (const verb of ["createOrders", "addOrderTransactions", "cancel", "confirmOrderChange"]) {
    surround(orders, verb, `orders.${verb}`)
  }
}
