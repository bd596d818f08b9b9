import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, createMedusaContainer, ModulesSdkUtils } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  WorkflowResponse,
  type StepResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import forgetLeftovers from "../../src/jobs/forget-leftovers"
import { PAYGATE_KLARNA_BOOKS, type PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { forgetLeftoversWorkflow, keepAuthorizationTokenWorkflow } from "../../src/workflows"
import { readSessionStatusWorkflow } from "../../src/workflows/read-session-status"
import {
  keepAuthorizationTokenStep,
  type KeepAuthorizationTokenInput,
} from "../../src/workflows/steps/keep-authorization-token"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

const SESSION = "payses_01"

withBooks(({ books, sql, databaseUrl }) => {
  let container: MedusaContainer
  let orderId: string | undefined
  const connection = () => ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl })
  let database: ReturnType<typeof connection>
  beforeAll(() => {
    database = connection()
  })
  afterAll(() => database.destroy())
  beforeEach(() => {
    orderId = undefined
    const graph = () =>
      Promise.resolve({ data: [{ id: SESSION, payment_collection: { order: orderId ? { id: orderId } : null } }] })
    container = createMedusaContainer()
    container.register(PAYGATE_KLARNA_BOOKS, asValue(books))
    container.register(ContainerRegistrationKeys.QUERY, asValue({ graph } as never))
    container.register(ContainerRegistrationKeys.PG_CONNECTION, asValue(database))
  })

  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(
      newPayment({ payment_session_id: SESSION, trans_id: SESSION, state: "open", ...changes }),
    )

  describe("keeping Klarna's token", () => {
    const keep = (token: string) =>
      keepAuthorizationTokenWorkflow(container).run({
        input: { payment_session_id: SESSION, authorization_token: token },
      })

    it("puts it into the books, with the time it came, and forgets the last refusal", async () => {
      const { id } = await openPayment({ error_code: "22890100" })
      await keep("token")
      const payment = await books.retrievePaygatePayment(id)
      expect(payment).toMatchObject({ authorization_token: "token", error_code: null })
      expect(Date.now() - Number(payment.authorization_token_at)).toBeLessThan(5000)
    })

    it("takes a newer one in its place", async () => {
      const { id } = await openPayment({ authorization_token: "old", authorization_token_at: new Date(0) })
      await keep("new")
      expect((await books.retrievePaygatePayment(id)).authorization_token).toBe("new")
    })

    it.each(["opening", "pending", "authorized", "failed", "canceled"] as const)(
      "is refused for a payment that is %s",
      async (state) => {
        const { id } = await openPayment({ state })
        await expect(keep("token")).rejects.toMatchObject({ code: "session_closed", type: "not_allowed" })
        expect((await books.retrievePaygatePayment(id)).authorization_token).toBeNull()
      },
    )

    it("is refused for a session there is none of", async () => {
      await expect(keep("token")).rejects.toMatchObject({ code: "session_unknown", type: "not_found" })
    })

    it("is taken back when what it is part of fails", async () => {
      const { id } = await openPayment({ authorization_token: "old", error_code: "22890100" })
      const failStep = createStep("fail", (): Promise<StepResponse<undefined>> => {
        throw new Error("later")
      })
      const surrounding = createWorkflow("surrounding", (input: WorkflowData<KeepAuthorizationTokenInput>) => {
        keepAuthorizationTokenStep(input)
        failStep()
        return new WorkflowResponse(undefined)
      })
      const input = { payment_session_id: SESSION, authorization_token: "new" }
      await expect(surrounding(container).run({ input })).rejects.toMatchObject({ message: "later" })
      expect(await books.retrievePaygatePayment(id)).toMatchObject({
        authorization_token: "old",
        error_code: "22890100",
      })
    })
  })

  describe("reading a session's status", () => {
    const read = async () =>
      (await readSessionStatusWorkflow(container).run({ input: { payment_session_id: SESSION } })).result

    it.each([
      ["opening", "pending"],
      ["open", "pending"],
      ["pending", "pending_authorization"],
      ["authorized", "authorized"],
      ["failed", "failed"],
      ["canceled", "canceled"],
    ] as const)("calls a payment that is %s: %s", async (state, status) => {
      await openPayment({ state })
      expect(await read()).toEqual({ status })
    })

    it("is over for the shopper when Klarna has declined, in words that say what to do", async () => {
      await openPayment({ error_code: "22890100" })
      expect(await read()).toEqual({
        status: "failed",
        error: { code: "22890100", message: "Klarna has declined this payment. Please choose another way to pay" },
      })
    })

    it("is not over when the shopper only has to confirm again", async () => {
      await openPayment({ error_code: "authorization_token_expired" })
      expect(await read()).toMatchObject({ status: "pending", error: { code: "authorization_token_expired" } })
    })

    it("shows the order and Klarna's page once there is an order, and not before", async () => {
      await openPayment({ state: "authorized", redirect_url: "https://pay.klarna.com/x" })
      expect(await read()).toEqual({ status: "authorized" })
      orderId = "order_1"
      expect(await read()).toEqual({
        status: "authorized",
        order_id: "order_1",
        redirect_url: "https://pay.klarna.com/x",
      })
    })

    it("shows nothing else of the books", async () => {
      await openPayment({ authorization_token: "token", authorization_token_at: new Date(), klarna_order_id: "k" })
      expect(Object.keys(await read())).toEqual(["status"])
    })

    it("knows no session of another id", async () => {
      await expect(read()).rejects.toMatchObject({ code: "session_unknown", type: "not_found" })
    })
  })

  describe("the sweep", () => {
    const CUSTOMER = { date_of_birth: "1970-10-07" }
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

    /** As much of Medusa's own table as the sweep looks at. */
    beforeEach(() =>
      sql("create table payment_session (id text, provider_id text, data jsonb not null, created_at timestamptz)"),
    )

    async function dataAfterSweep(row: { provider_id?: string; data: object; created_at?: Date }): Promise<unknown> {
      const { provider_id = "pp_paygate-klarna_eu", data, created_at = minutesAgo(11) } = row
      const values = [SESSION, provider_id, JSON.stringify(data), created_at]
      await sql("insert into payment_session (id, provider_id, data, created_at) values (?, ?, ?, ?)", values)
      await forgetLeftoversWorkflow(container).run()
      const [left] = await sql<{ data: unknown }>("select data from payment_session")
      return left?.data
    }

    it("takes personal data out of a session whose process was killed, and leaves the rest", async () => {
      const data = { customer: CUSTOMER, flow: "widget", nested: { customer: 1 } }
      expect(await dataAfterSweep({ data })).toEqual({ flow: "widget", nested: { customer: 1 } })
    })

    it.each([
      ["a session that may still be opening", { created_at: minutesAgo(9) }],
      ["another provider's session", { provider_id: "pp_stripe_eu" }],
      ["a provider with a name like this one's", { provider_id: "ppXpaygate-klarnaXeu" }],
      ["another plugin's provider", { provider_id: "pp_paygate-klarna-checkout_eu" }],
    ])("leaves %s alone", async (_what, row) => {
      expect(await dataAfterSweep({ data: { customer: CUSTOMER }, ...row })).toEqual({ customer: CUSTOMER })
    })

    it.each([{}, { note: "customer" }, ["customer"]])("has nothing to do with %j", async (data) => {
      expect(await dataAfterSweep({ data })).toEqual(Array.isArray(data) ? [] : data)
    })

    it("forgets Klarna's tokens after an hour, when the job runs", async () => {
      const { id } = await openPayment({ authorization_token: "token", authorization_token_at: minutesAgo(61) })
      await forgetLeftovers(container)
      expect((await books.retrievePaygatePayment(id)).authorization_token).toBeNull()
    })
  })
})
