import { randomUUID } from "node:crypto"
import type { BigNumberInput, ILockingModule, Query } from "@medusajs/framework/types"
import { createRawPropertiesFromBigNumber, decorateCartTotals, MathBN } from "@medusajs/framework/utils"

type Data = Record<string, unknown>

/** What the provider is given of Medusa's payment module, as small as it can be and just as unforgiving. */

/** Medusa stores data as JSON, merged over what is there (its repositories update with `mergeObjectProperties`). */
export function stored(before: Data | undefined, data: Data | undefined): Data {
  return JSON.parse(JSON.stringify({ ...before, ...data })) as Data
}

interface Row {
  id: string
  sessionId: string
  amount: number
  raw_amount: { value: string; precision: number }
}

/** Medusa's captures or refunds. A row is there before the provider is asked, and gone when the provider throws. */
export class Rows {
  private readonly rows = new Map<string, Row>()

  constructor(private readonly prefix: string) {}

  create(sessionId: string, amount: BigNumberInput): Row {
    const exact = MathBN.convert(amount)
    const raw_amount = { value: exact.toFixed(), precision: 20 }
    const row = { id: `${this.prefix}_${randomUUID()}`, sessionId, amount: exact.toNumber(), raw_amount }
    this.rows.set(row.id, row)
    return row
  }

  delete(id: string): void {
    this.rows.delete(id)
  }

  /** What Medusa shows of a session, in major units. */
  sumOf(sessionId: string): number {
    const rows = [...this.rows.values()].filter((row) => row.sessionId === sessionId)
    return MathBN.sum(0, ...rows.map(({ raw_amount }) => raw_amount.value)).toNumber()
  }

  retrieve(id: string): Promise<Row> {
    const row = this.rows.get(id)
    return row ? Promise.resolve(row) : Promise.reject(new Error(`no row ${id}`))
  }

  list({ id }: { id: string[] }): Promise<Row[]> {
    return Promise.resolve(id.flatMap((one) => this.rows.get(one) ?? []))
  }
}

/** Lets one caller at a time in by key, in the order they come, as a locking provider within one process does. */
export function oneProcess(): ILockingModule {
  const tails = new Map<string, Promise<unknown>>()
  const execute = <Result>([key]: string[], work: () => Promise<Result>): Promise<Result> => {
    const turn = (tails.get(key!) ?? Promise.resolve()).then(work, work)
    tails.set(
      key!,
      turn.catch(() => undefined),
    )
    return turn
  }
  return { execute } as unknown as ILockingModule
}

/** As within one process, and tells when the first has come in. */
export function watchedLocking(): { locking: ILockingModule; isTaken: Promise<void> } {
  const inner = oneProcess()
  let tell = () => {}
  const isTaken = new Promise<void>((resolve) => (tell = resolve))
  const execute = <Result>(keys: string[], work: () => Promise<Result>) =>
    inner.execute(keys, () => {
      tell()
      return work()
    })
  return { locking: { execute } as unknown as ILockingModule, isTaken }
}

/** Keeps nobody waiting: several processes, each with a locking provider of its own in memory. */
export function severalProcesses(): ILockingModule {
  return { execute: (_keys: string[], work: () => Promise<unknown>) => work() } as unknown as ILockingModule
}

/** Never gives anybody a turn. */
export function neverMyTurn(): ILockingModule {
  return { execute: () => Promise.reject(new Error("Timed-out acquiring lock.")) } as unknown as ILockingModule
}

export interface Session {
  id: string
  amount: number
  currency_code: string
  cart: Data
  data: Data
}

/** Medusa's query with payment sessions in it; a cart is computed when it is read, as Medusa's own. */
export function queryOf(sessions: ReadonlyMap<string, Session>): Query {
  const graph = ({ entity, filters }: { entity: string; filters: { id: string } }) => {
    const session = entity === "payment_session" ? sessions.get(filters.id) : undefined
    if (!session) {
      return Promise.resolve({ data: [] })
    }
    const { id, amount, currency_code } = session
    const cart = decorateCartTotals(structuredClone(session.cart))
    createRawPropertiesFromBigNumber(cart)
    return Promise.resolve({
      data: [{ id, amount, currency_code, provider_id: "pp_paygate-klarna_eu", payment_collection: { cart } }],
    })
  }
  return { graph } as unknown as Query
}
