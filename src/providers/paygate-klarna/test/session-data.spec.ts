import { parseSessionInput, publicSessionData } from "../session-data"

const MARK = "s3cret-m4rk"

function refusalOf(data: Record<string, unknown> | undefined) {
  try {
    parseSessionInput(data)
  } catch (error) {
    return error as Error & { code: string }
  }
  throw new Error("the data was accepted")
}

describe("what the storefront sends", () => {
  it("means Klarna's widget when it says nothing", () => {
    expect(parseSessionInput({ session_id: "payses_1" })).toEqual({ session_id: "payses_1", flow: "widget" })
  })

  it("is taken where it is known, and dropped where it is not", () => {
    const sent = {
      session_id: "payses_1",
      flow: "hosted",
      pay_type: "pay_now, pay_later",
      locale: "de-DE",
      return_url: "https://shop.example/",
      customer: { title: "Dr." },
      save_payment_method: false,
      payment_method_id: "pm",
      amount: 1,
      client_token: "x",
      pay_id: "y",
    }
    const { amount: _amount, client_token: _token, pay_id: _payId, ...known } = sent
    expect(parseSessionInput(sent)).toEqual({ ...known, pay_type: ["pay_now", "pay_later"] })
  })

  it.each<[string, unknown, string]>([
    ["flow", MARK, "flow"],
    ["pay_type", MARK, "pay_type.0"],
    ["pay_type", `pay_now,${MARK}`, "pay_type.1"],
    ["pay_type", "", "pay_type.0"],
    ["pay_type", "pay_now,pay_later,pay_over_time,direct_debit", "pay_type"],
    ["pay_type", ["pay_now"], "pay_type"],
    ["locale", 1, "locale"],
    ["return_url", { MARK }, "return_url"],
    ["customer", MARK, "customer"],
    ["customer", { date_of_birth: MARK }, "customer.date_of_birth"],
    ["customer", { date_of_birth: "1999-02-30" }, "customer.date_of_birth"],
    ["customer", { gender: MARK }, "customer.gender"],
    ["customer", { religion: MARK }, "religion"],
    ["save_payment_method", MARK, "save_payment_method"],
  ])("is refused with the name of %s but not its value %j", (field, value, named) => {
    const refused = refusalOf({ session_id: "payses_1", [field]: value })
    expect(refused).toMatchObject({
      code: "session_data_invalid",
      message: `The payment session's data is not valid: ${named}`,
    })
  })

  it.each([undefined, {}, { session_id: "" }])("needs Medusa's session id: %j", (data) => {
    expect(refusalOf(data).message).toContain("session_id")
  })
})

describe("what is stored as a session's data", () => {
  const open = {
    session_id: "payses_1",
    flow: "widget",
    pay_id: "p",
    client_token: "t",
    pay_type: "pay_now",
  } as const

  /** Medusa merges what the provider returns over what was sent, and stores the result as JSON. */
  const stored = (sent: Record<string, unknown> | undefined) =>
    JSON.parse(JSON.stringify({ ...sent, ...publicSessionData(sent, open) })) as unknown

  it("is public, and nothing that was sent", () => {
    const customer = { date_of_birth: "1970-10-07" }
    expect(stored({ customer, email: "a@b.de", pay_id: "forged", client_token: "forged", __proto__: null })).toEqual(
      open,
    )
    expect(stored(undefined)).toEqual(open)
  })
})
