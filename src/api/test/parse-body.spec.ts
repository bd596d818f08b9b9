import { z } from "@medusajs/framework/zod"
import { parseBody } from "../parse-body"
import { AuthorizationBody } from "../store/paygate-klarna/payment-sessions/[id]/authorization/validators"

const MARK = "s3cret-m4rk"

function refusalOf(schema: z.ZodType, body: unknown) {
  try {
    parseBody(schema, body)
  } catch (error) {
    return error as Error & { code: string; type: string }
  }
  throw new Error("the body was accepted")
}

describe("parseBody", () => {
  const schema = z.strictObject({ amount: z.number(), address: z.strictObject({ city: z.string() }).optional() })

  it("gives what the schema makes of the body", () => {
    expect(parseBody(z.object({ a: z.string().default("b") }), { other: 1 })).toEqual({ a: "b" })
  })

  it.each([
    [{ amount: MARK }, "amount: "],
    [{ amount: 1, address: { city: { MARK } } }, "address.city: "],
    [{ amount: 1, extra: MARK }, "extra is not expected"],
    [{ amount: 1, address: { city: "x", zip: MARK } }, "zip is not expected"],
    [MARK, "body: "],
    [undefined, "body: "],
  ])("names what is wrong with %j, and never its value", (body, named) => {
    const refused = refusalOf(schema, body)
    expect(refused).toMatchObject({ type: "invalid_data", code: "invalid_body" })
    expect(refused.message).toContain(`Invalid request: ${named}`)
    expect(refused.message).not.toContain(MARK)
  })
})

describe("the body of an authorization", () => {
  it.each(["b4bd3423-24e3-a4ec-b2a5-9c4fc2b9c7b2", "a", "A".repeat(36)])("takes Klarna's token %s", (token) => {
    expect(parseBody(AuthorizationBody, { authorization_token: token })).toEqual({ authorization_token: token })
  })

  it.each(["", "a".repeat(37), "a&Amount=1", "a=b", "a b", "a\n", "ä", 1, null])("refuses %j", (token) => {
    expect(refusalOf(AuthorizationBody, { authorization_token: token }).code).toBe("invalid_body")
  })
})
