import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { PaygateKlarnaBooks, PaygatePaymentRecord } from "../modules/paygate-klarna"

/** Where in Medusa a Paygate payment is found. */
export interface Whereabouts {
  /** The newest of Medusa's payments of it. */
  paymentId: string | undefined
  order: { id: string; display_id: number | null } | undefined
}

interface SessionOfPayment {
  id: string
  payment?: { id: string; created_at: string | Date } | null
  payment_collection?: { order?: { id: string; display_id?: number | null } | null } | null
}

async function readSessions(container: MedusaContainer, ids: string[]): Promise<Map<string, SessionOfPayment>> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_session",
    fields: [
      "id",
      "payment.id",
      "payment.created_at",
      "payment_collection.order.id",
      "payment_collection.order.display_id",
    ],
    filters: { id: ids },
  })
  return new Map((data as SessionOfPayment[]).map((session) => [session.id, session]))
}

/** Finds many payments at once, by as many statements as one takes. Answers by their ids in the books. */
export async function findWhereabouts(
  container: MedusaContainer,
  books: PaygateKlarnaBooks,
  payments: readonly PaygatePaymentRecord[],
): Promise<Map<string, Whereabouts>> {
  const carryOvers = await books.listPaygateCarryOvers({ payment_id: payments.map(({ id }) => id) })
  const sessionIdsOf = ({ id, payment_session_id }: PaygatePaymentRecord) => [
    payment_session_id,
    ...carryOvers.filter(({ payment_id }) => payment_id === id).flatMap((one) => one.payment_session_id ?? []),
  ]
  const sessions = await readSessions(container, payments.flatMap(sessionIdsOf))
  return new Map(
    payments.map((payment) => {
      const ofMedusa = sessionIdsOf(payment).flatMap((id) => sessions.get(id)?.payment ?? [])
      const [newest] = ofMedusa.sort(
        (one, other) => Number(new Date(other.created_at)) - Number(new Date(one.created_at)),
      )
      const order = sessions.get(payment.payment_session_id)?.payment_collection?.order
      return [
        payment.id,
        { paymentId: newest?.id, order: order ? { id: order.id, display_id: order.display_id ?? null } : undefined },
      ]
    }),
  )
}
