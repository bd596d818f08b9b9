import { encryptAnswer, SIMULATOR_MERCHANT } from "../../src/simulator"
import { visit } from "../clients/browser"
import { PAYGATE_TYPE, postAsPaygate } from "../clients/paygate"
import { secondMerchant } from "../shop/second-account"
import { inShop } from "../shop/suite"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, orderOf, type Scene } from "./scene"

jest.setTimeout(120_000)

const ATTACKER = "198.51.100.7"
const FLOODER = "198.51.100.8"

interface Pending {
  orderId: string
  transId: string
  payId: string
}

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })

  /** An order that Klarna has decided on, of which the shop was not told yet. */
  async function buyAccepted(): Promise<Pending> {
    const cart = await scene.fillCart({ email: "customer+pending@email.de" })
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    const { id } = orderOf(await scene.shopper.complete(cart.id))
    scene.paygate.holdNotifications(true)
    scene.paygate.settle(session.data.pay_id, { outcome: "accepted" })
    return { orderId: id, transId: session.id, payId: session.data.pay_id }
  }
  const statusOf = async (orderId: string) => (await scene.merchant.readOrder(orderId)).payment_status
  const countKept = async () => (await sql(suite, "select id from paygate_klarna_notification")).length

  const address = () => `${suite.backendUrl()}/hooks/paygate-klarna/eu/notify`
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const success = ({ transId, payId }: Pick<Pending, "transId" | "payId">, more: Record<string, string> = {}) => ({
    PayID: payId,
    TransID: transId,
    XID: "0".repeat(32),
    Status: "OK",
    Code: "00000000",
    ...more,
  })

  describe("whoever sends something invalid", () => {
    it("learns the same from every answer: nothing", async () => {
      const order = await buyAccepted()
      const valid = encryptAnswer(success(order))
      const bodies: Record<string, string> = {
        "nothing at all": "",
        "too much": "x".repeat(100_000),
        "no hexadecimal": form({ Len: "8", Data: "zz" }),
        "a wrong length": form({ ...valid, Len: "9999" }),
        "another key": form(encryptAnswer(success(order), { ...SIMULATOR_MERCHANT, blowfishKey: "guessed-blowfish" })),
        "another merchant": form(encryptAnswer(success(order), secondMerchant)),
        "a wrong MAC": form(encryptAnswer(success(order, { MAC: "0".repeat(64) }))),
        "an unknown TransID": form(encryptAnswer(success({ ...order, transId: "payses_unknown" }))),
        "no TransID": form(encryptAnswer(success({ ...order, transId: "" }))),
        "another PayID than the payment's": form(encryptAnswer(success({ ...order, payId: "0".repeat(32) }))),
        "an unknown TransID and no MAC": form(
          encryptAnswer(success({ ...order, transId: "payses_unknown" }), SIMULATOR_MERCHANT, { sign: false }),
        ),
      }
      const answers = new Map<string, string[]>()
      const note = async (what: string, response: Response) => {
        const headers = [...response.headers].filter(([name]) => name !== "date")
        const answer = JSON.stringify([response.status, headers, await response.text()])
        answers.set(answer, [...(answers.get(answer) ?? []), what])
      }
      for (const [what, body] of Object.entries(bodies)) {
        await note(what, await postAsPaygate(address(), body, ATTACKER))
      }
      await note("a wrong MAC in the address", await visit(`${address()}?${bodies["a wrong MAC"]}`))
      expect([...answers.values()]).toHaveLength(1)
      expect([...answers.keys()][0]).toMatch(/^\[400,.*"invalid"\]$/)
      expect(await countKept()).toBe(0)
    })

    it("is told off by and by, and keeps neither others nor Paygate from being heard, not even at one address", async () => {
      const order = await buyAccepted()
      const sendInvalid = (from: string) => postAsPaygate(address(), "Len=8&Data=00", from)
      await Promise.all(Array.from({ length: 40 }, () => sendInvalid(FLOODER)))
      expect((await sendInvalid(FLOODER)).status).toBe(429)
      expect((await sendInvalid(ATTACKER)).status).toBe(400)
      expect((await postAsPaygate(address(), form(encryptAnswer(success(order))), FLOODER)).status).toBe(200)
      await eventually(async () => expect(await statusOf(order.orderId)).toBe("authorized"))
    })
  })

  describe("a valid notification", () => {
    it("settles its own payment, whatever other one UserData, Custom and the rest of the form name", async () => {
      const [own, other] = [await buyAccepted(), await buyAccepted()]
      const passed = { UserData: other.transId, Custom: other.transId, RefNr: other.transId }
      const outside = { ...passed, TransID: other.transId, PayID: other.payId, Status: "FAILED", Code: "22890302" }
      const body = form({ ...encryptAnswer(success(own, passed)), ...outside })
      expect((await postAsPaygate(`${address()}?${form(outside)}`, body)).status).toBe(200)
      await eventually(async () => expect(await statusOf(own.orderId)).toBe("authorized"))
      expect(await statusOf(other.orderId)).toBe("awaiting")
      expect(scene.paygate.requests({ pay_id: other.payId }).map(({ call }) => call)).not.toContain("inquire")
    })

    it.each(["iso-8859-1", "utf-8"] as const)("is read with umlauts inside, encrypted in %s", async (charset) => {
      const order = await buyAccepted()
      const build = (one: "iso-8859-1" | "utf-8") =>
        scene.paygate.buildNotification(order.payId, { description: "Zahlung über 10 Stück geprüft", charset: one })
      // Each of the three umlauts is one byte more in UTF-8.
      expect(Number(build("utf-8").fields.Len) - Number(build("iso-8859-1").fields.Len)).toBe(3)
      const { body, content_type } = build(charset)
      expect(content_type).toBe(PAYGATE_TYPE)
      expect((await postAsPaygate(address(), body)).status).toBe(200)
      await eventually(async () => expect(await statusOf(order.orderId)).toBe("authorized"))
    })

    it.each([
      ["as they are", Buffer.from("&Custom=Größe", "latin1")],
      ["encoded", Buffer.from("&Custom=Gr%F6%DFe")],
    ])("is read beside umlauts in ISO-8859-1, %s", async (_how, custom) => {
      const order = await buyAccepted()
      const { body } = scene.paygate.buildNotification(order.payId)
      const bytes = Uint8Array.from(Buffer.concat([Buffer.from(body), custom]))
      expect((await postAsPaygate(address(), bytes)).status).toBe(200)
      expect(await countKept()).toBe(1)
    })
  })
})
