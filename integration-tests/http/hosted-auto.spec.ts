import { Modules } from "@medusajs/framework/utils"
import { readForm, submit, visit } from "../clients/browser"
import type { Cart, PaymentSession } from "../clients/shopper"
import { inShop, withShopOptions } from "../shop/suite"
import { eventually } from "./eventually"
import { letTimePass, runJob, sql } from "./jobs"
import { createScene, sumsOf, type Scene } from "./scene"

jest.setTimeout(120_000)

withShopOptions({ order_creation: "auto", cancel_rejected_orders: false })

/** The cart is an order by now, which comes after the payment's own status. */
const ORDERED = { order_id: expect.any(String) as string }

inShop((suite) => {
  let scene: Scene
  let cart: Cart
  let session: PaymentSession
  beforeEach(async () => {
    scene = await createScene(suite)
    cart = await scene.fillCart()
    session = await scene.openSession(cart, { flow: "hosted" })
  })

  const total = () => Math.round(cart.total * 100)
  /** Answers the PayID that Klarna's page has. */
  const goToKlarna = async () => {
    const page = await visit(String(session.data["redirect_url"]))
    await submit(readForm(await page.text()))
    return scene.paygate.ledger().at(-1)!.pay_id
  }
  const pay = (payId: string) => scene.paygate.completeHostedPage(payId, { outcome: "pay" })
  const payAndReturn = async (payId: string) => {
    const { url, fields } = pay(payId)
    await visit(url, { ...fields })
  }
  const status = () => scene.shopper.readStatus(session.id)
  const orders = async () => (await scene.merchant.http.get<{ orders: { id: string }[] }>("/admin/orders")).orders
  const expectReleased = (payId: string) =>
    eventually(() =>
      expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: 0, released: total(), remaining: 0 }),
    )
  /** From now on the article is kept in stock, and there is none. */
  const sellOut = async (sku: string) => {
    const id = suite.shop().variants[sku]!
    const [variant] = await sql<{ product_id: string }>(
      suite,
      "update product_variant set manage_inventory = true where id = ? returning product_id",
      [id],
    )
    const [location] = await sql<{ id: string }>(suite, "select id from stock_location")
    const { http } = scene.merchant
    const { inventory_item } = await http.post<{ inventory_item: { id: string } }>("/admin/inventory-items", {
      sku,
      location_levels: [{ location_id: location!.id, stocked_quantity: 0 }],
    })
    await http.post(`/admin/products/${variant!.product_id}/variants/${id}/inventory-items`, {
      inventory_item_id: inventory_item.id,
      required_quantity: 1,
    })
  }
  const events = () => {
    const news: string[] = []
    suite
      .getContainer()
      .resolve(Modules.EVENT_BUS)
      .subscribe("paygate-klarna.payment.updated", ({ data }) => {
        news.push((data as { news: string }).news)
        return Promise.resolve()
      })
    return news
  }

  it("has an order of Paygate's own, which one inquiry confirms before Medusa's is made", async () => {
    const payId = await goToKlarna()
    expect(scene.paygate.requests({ call: "openHostedPage" }).at(-1)?.parameters["Order"]).toBe("AUTO")
    await payAndReturn(payId)
    // The notification may be at it already, and Klarna's return page leads on to one that polls.
    await eventually(async () => expect(await status()).toMatchObject({ status: "authorized", ...ORDERED }))
    expect(scene.paygate.requests({ call: "createOrder" })).toEqual([])
    expect(scene.paygate.requests({ call: "inquire", pay_id: payId }).length).toBeGreaterThan(0)
    const [order] = await orders()
    const payment = await eventually(() => scene.merchant.readPayment(order!.id))
    await scene.merchant.capture(payment.id)
    expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: total(), remaining: 0 })
  })

  it("makes one order of browser and notifications at once", async () => {
    const { url, fields } = pay(await goToKlarna())
    await Promise.all([visit(url, { ...fields }), visit(url, { ...fields }), scene.paygate.deliverNotification(1, 3)])
    await eventually(async () => expect(await status()).toMatchObject({ status: "authorized", ...ORDERED }))
    expect(await orders()).toHaveLength(1)
  })

  describe("while Klarna decides", () => {
    let payId: string
    let abandoned: string
    beforeEach(async () => {
      cart = await scene.fillCart({ email: "customer+pending@email.de" })
      session = await scene.openSession(cart, { flow: "hosted" })
      abandoned = await goToKlarna()
      payId = await goToKlarna()
      await payAndReturn(payId)
      await eventually(async () =>
        expect(await status()).toMatchObject({ status: "pending_authorization", ...ORDERED }),
      )
    })

    it("has a pending order, which is authorized when Klarna accepts it", async () => {
      scene.paygate.settle(payId, { outcome: "accepted" })
      await scene.paygate.notificationsIdle()
      await eventually(async () => expect((await status()).status).toBe("authorized"))
    })

    it("does not take the end of another visit for Klarna's decision", async () => {
      scene.paygate.completeHostedPage(abandoned, { outcome: "decline" })
      await scene.paygate.notificationsIdle()
      await eventually(async () =>
        expect(
          await sql(suite, "select id from paygate_klarna_notification where processed_at is not null"),
        ).toHaveLength(2),
      )
      expect((await status()).status).toBe("pending_authorization")
    })

    it("leaves a rejected order to the merchant where the options say so, with a note and an event", async () => {
      const news = events()
      scene.paygate.settle(payId, { outcome: "rejected" })
      await scene.paygate.notificationsIdle()
      await eventually(async () => {
        const [order] = (
          await scene.merchant.http.get<{ orders: { status: string; metadata: Record<string, string> | null }[] }>(
            "/admin/orders?fields=status,metadata",
          )
        ).orders
        expect(order).toMatchObject({
          status: "pending",
          metadata: { paygate_klarna_note: expect.stringContaining("not accepted") as string },
        })
      })
      expect((await status()).status).toBe("failed")
      expect(news).toContain("rejected")
    })
  })

  it("releases the authorization, and says so to shopper and merchant, when the goods are gone", async () => {
    const news = events()
    const payId = await goToKlarna()
    await sellOut("BOOK-HARD")
    await payAndReturn(payId)
    await expectReleased(payId)
    expect(await status()).toEqual({
      status: "canceled",
      error: { code: "cart_not_completed", message: expect.stringContaining("nothing is charged") as string },
    })
    expect(await orders()).toEqual([])
    expect(news).toContain("released")
  })

  it("releases the authorization when the cart has changed since", async () => {
    const payId = await goToKlarna()
    await sql(
      suite,
      `update cart_line_item set unit_price = unit_price + 1,
        raw_unit_price = jsonb_build_object('value', (unit_price + 1)::text, 'precision', 20)`,
    )
    await payAndReturn(payId)
    await expectReleased(payId)
    expect(await status()).toMatchObject({ status: "canceled", error: { code: "session_outdated" } })
    expect(await orders()).toEqual([])
  })

  it("releases the authorization of a session that was given up for another one", async () => {
    const payId = await goToKlarna()
    await scene.shopper.http.post(`/store/carts/${cart.id}/line-items`, {
      variant_id: suite.shop().variants["BOOK-HARD"],
      quantity: 1,
    })
    await payAndReturn(payId)
    await scene.paygate.notificationsIdle()
    await expectReleased(payId)
    expect((await status()).status).toBe("canceled")
    expect(await orders()).toEqual([])
  })

  it("keeps one order and releases the other when the shopper pays on two pages", async () => {
    const [first, second] = [await goToKlarna(), await goToKlarna()]
    await payAndReturn(second)
    await payAndReturn(first)
    await scene.paygate.notificationsIdle()
    await expectReleased(first)
    expect(sumsOf(scene.ledger(second))).toMatchObject({ released: 0, remaining: total() })
    expect(await orders()).toHaveLength(1)
  })

  it("finds an order that nobody reported: the tab was closed, the notification lost", async () => {
    const payId = await goToKlarna()
    scene.paygate.holdNotifications(true)
    pay(payId)
    await letTimePass(suite, 20, [session.id])
    await runJob(suite)
    expect(await status()).toMatchObject({ status: "authorized", order_id: expect.any(String) as string })
    expect(await orders()).toHaveLength(1)
    await scene.paygate.deliverNotification(1, 1)
    expect(await orders()).toHaveLength(1)
  })

  it("asks about a page that was left, and finds nothing to do", async () => {
    await goToKlarna()
    await letTimePass(suite, 20, [session.id])
    expect(await runJob(suite)).toMatchObject([{ is_open: false, has_diverged: false }])
    expect((await status()).status).toBe("pending")
  })
})
