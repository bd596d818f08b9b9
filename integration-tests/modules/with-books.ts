import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { paygateKlarna } from "../../src"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygatePaymentRecord,
} from "../../src/modules/paygate-klarna"
import { PaygateCarryOver } from "../../src/modules/paygate-klarna/models/paygate-carry-over"
import { PaygateNotification } from "../../src/modules/paygate-klarna/models/paygate-notification"
import { PaygateOperation } from "../../src/modules/paygate-klarna/models/paygate-operation"
import { PaygatePayment } from "../../src/modules/paygate-klarna/models/paygate-payment"

const folder = join(__dirname, "../../src/modules/paygate-klarna")

/** A session with nothing done on it yet, as the books take it in. */
export function newPayment(changes: Partial<PaygatePaymentRecord> = {}) {
  const id = `payses_${randomUUID().replaceAll("-", "")}`
  return {
    provider_id: "pp_paygate-klarna_eu",
    payment_session_id: id,
    trans_id: id,
    flow: "widget",
    currency_code: "EUR",
    country_code: "DE",
    language: "DE",
    session_amount: 3000,
    session_tax_amount: 479,
    lines_fingerprint: "lines",
    addresses_fingerprint: "addresses",
    ...changes,
  }
}

/** The books on a real PostgreSQL, empty for each test; the tables are those the migrations make. */
export interface BooksSuite {
  books: PaygateKlarnaBooks
  /** Runs SQL past the books, the way time or another process would change them. */
  sql: <Row = Record<string, unknown>>(statement: string, values?: unknown[]) => Promise<Row[]>
  /** Address of the database, for what has a connection of its own. */
  databaseUrl: string
}

/**
 * By default PostgreSQL copies `template1`, which may hold a whole shop (integration-tests/shop/database), and the test
 * runner empties what it finds.
 */
async function createEmptyDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl)
  const name = url.pathname.slice(1)
  url.pathname = "/postgres"
  const server = ModulesSdkUtils.createPgConnection({ clientUrl: url.href })
  try {
    await server.raw("drop database if exists ??", [name])
    await server.raw("create database ?? template template0", [name])
  } finally {
    await server.destroy()
  }
}

export function withBooks(tests: (suite: BooksSuite) => void): void {
  moduleIntegrationTestRunner<PaygateKlarnaBooks>({
    moduleName: PAYGATE_KLARNA_BOOKS,
    resolve: folder,
    moduleModels: [PaygatePayment, PaygateOperation, PaygateCarryOver, PaygateNotification],
    pathToMigrations: join(folder, "migrations"),
    injectedDependencies: {
      [ContainerRegistrationKeys.CONFIG_MODULE]: {
        modules: { payment: paygateKlarna({ providers: [{ id: "eu", options: {} as never }] }) },
      },
    },
    testSuite: ({ service, MikroOrmWrapper, dbConfig }) => {
      beforeAll(() => createEmptyDatabase(dbConfig.clientUrl))
      tests({
        books: service,
        databaseUrl: dbConfig.clientUrl,
        sql: (statement, values = []) => MikroOrmWrapper.forkManager().execute(statement, values),
      })
    },
  })
}
