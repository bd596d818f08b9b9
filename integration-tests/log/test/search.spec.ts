import { SIMULATOR_MERCHANT } from "../../../src/simulator"
import { search } from "../search"

const SECRETS = [
  { kind: "a Blowfish key", text: SIMULATOR_MERCHANT.blowfishKey },
  { kind: "address_1", text: "Neue Schönhauser Str. 2" },
  { kind: "last_name", text: "Åström" },
  { kind: "company", text: 'Müller "M" & Sohn' },
  { kind: "social_security_number", text: "90847" },
  { kind: "authorization_token", text: "b4bd3423-24e3-4a1c-9d5e-0123456789ab" },
  { kind: "first_name", text: "Bo" },
  { kind: "social_security_number", text: "1234" },
]
const kindsIn = (log: string) => search(log, SECRETS).map(({ kind }) => kind)

describe("the search of a log", () => {
  it.each([
    ["a key", "paygate-klarna: cannot encrypt with sim-blowfish-key", "a Blowfish key"],
    ["a street", "the address Neue Schönhauser Str. 2 is refused", "address_1"],
    ["a street in a requested address", "GET /?street=Neue%20Sch%C3%B6nhauser%20Str.%202", "address_1"],
    ["a name in JSON", JSON.stringify({ message: { last_name: "Åström" } }), "last_name"],
    ["a value that JSON spells otherwise", JSON.stringify({ message: 'for Müller "M" & Sohn' }), "company"],
    ["a number", "SocialSecurityNumber=90847", "social_security_number"],
    ["a token", "TokenExt=b4bd3423-24e3-4a1c-9d5e-0123456789ab&MAC=", "authorization_token"],
    ["an e-mail address nobody sent", "customer+pending@email.de is taken", "an e-mail address"],
    ["an e-mail address in a requested address", "GET /admin/customers?email=a.b%40email.de", "an e-mail address"],
    [
      "a JSON web token",
      "eyJhbGciOiJSUzI1NiJ9.eyJzZXNzaW9uX2lkIjoi.c2lnbmF0dXJl",
      "a token of Klarna's widget or of a login",
    ],
    ["Data in a requested address", "GET /success?Len=40&Data=7d3e449b1d6a047d51e3", "an encrypted message or its MAC"],
    ["Data in JSON", '{"Data":"7d3e449b1d6a047d51e3"}', "an encrypted message or its MAC"],
    ["a MAC", "MAC=529C65CE765E684D42A29CA255AD99AE", "an encrypted message or its MAC"],
    [
      "a hosted page",
      "GET /hooks/paygate-klarna/eu/pay/x1Yz_abcdefgh-ijkl",
      "the address of a page that leads to Klarna",
    ],
  ])("finds %s", (_what, line, kind) => {
    expect(kindsIn(line)).toEqual([kind])
  })

  it("says where, shows nothing of what it found, and names a line once for each kind", () => {
    const log = "first\nÅström and Åström of customer@email.de, sim-blowfish-key\nlast"
    const masked = "‹last_name› and ‹last_name› of ‹an e-mail address›, ‹a Blowfish key›"
    expect(search(log, SECRETS)).toEqual([
      { kind: "a Blowfish key", line: 2, masked },
      { kind: "last_name", line: 2, masked },
      { kind: "an e-mail address", line: 2, masked },
    ])
  })

  it.each([
    ["what Paygate knows a payment by", "capture failed (TransID payses_01K, PayID 7bbb448155234d8cbee323778952ce28)"],
    ["part of a longer word", "at line 1908475 of Åströms"],
    ["part of a decimal number", "GET /health (200) - 90847.631 ms"],
    ["values too short to tell", "Bo, at line 1234"],
    ["packages in a stack", "at /home/node_modules/@medusajs/utils/src/index.ts, lodash@4.17.21"],
    ["a database's address", "postgres://postgres@localhost:5432/shop"],
    ["nothing", ""],
  ])("does not take offence at %s", (_what, line) => {
    expect(kindsIn(line)).toEqual([])
  })
})
