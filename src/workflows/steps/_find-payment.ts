import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks, type PaygatePaymentRecord } from "../../modules/paygate-klarna"

/** The payment in the books that one of Medusa's payments or sessions stands for. Throws `payment_unknown` (404). */
export async function findPayment(container: MedusaContainer, id: string): Promise<PaygatePaymentRecord> {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ id: [id] }, { relations: ["payment_session"], take: 1 })
  const found = await books.findPaymentBySession(payment?.payment_session?.id ?? id)
  if (!found) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such Klarna payment", "payment_unknown")
  }
  return found
}
