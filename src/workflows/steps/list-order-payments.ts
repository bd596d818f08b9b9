import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { readAccount, readOrder } from "../../reconciliation"
import type { OrderPaymentsResponse } from "../../types/payment"

export interface OrderReference {
  order_id: string
}

/** States in which nobody has tried to pay by it, or has given up. */
const UNUSED = ["opening", "open"]

export const listOrderPaymentsStep = createStep(
  "list-paygate-klarna-order-payments",
  async ({ order_id }: OrderReference, { container }) => {
    const account = await readAccount(container, order_id)
    if (!account && !(await readOrder(container, order_id))) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such order", "order_unknown")
    }
    const payments = (account?.authorizations ?? [])
      .filter(
        ({ record }) => !UNUSED.includes(record.state) && (record.state !== "canceled" || record.authorized_amount > 0),
      )
      .map(({ record, payments }) => payments.at(-1)?.id ?? record.payment_session_id)
    return new StepResponse<OrderPaymentsResponse>({ payments })
  },
)
