/** `npm run demo`: sets everything up and runs the main job, as a shopper and as the merchant. */
import { print } from "../shop/standard-output"
import { authorizeAtKlarna } from "../clients/klarna"
import { createMerchant, type Merchant, type Payment } from "../clients/merchant"
import { createShopper, type Address, type Item, type Shopper } from "../clients/shopper"
import { launchShop, type Shop } from "../shop/launch"
import { promotionCode } from "../shop/seed/promotion"
import { sumsAtPaygate, sumsInMedusa } from "./ledger"

/** Klarna's published sample shopper for Germany (docs.klarna.com, sample customer data). */
const EMAIL = "customer@email.de"
const ADDRESS: Address = {
  first_name: "Mock",
  last_name: "Mock",
  address_1: "Neue Schönhauser Str. 2",
  postal_code: "10178",
  city: "Berlin",
  country_code: "de",
}

const money = (amount: number) => `${amount.toFixed(2).padStart(9)} EUR`
const say = (text: string) => print(text)

async function buy(shop: Shop, shopper: Shopper, items: Item[], promotionCodes?: string[]) {
  const cart = await shopper.createCart({
    regionId: shop.regionId,
    email: EMAIL,
    address: ADDRESS,
    items,
    shippingOptionId: shop.shippingOptionId,
    ...(promotionCodes ? { promotionCodes } : {}),
  })
  say(
    `  cart           ${money(cart.total)}${promotionCodes ? `  with ${promotionCodes.join(", ")}, shipping and tax` : ""}`,
  )
  const session = await shopper.openSession(cart.id, shop.providerId, { pay_type: "pay_later", locale: "de-DE" })
  say(`  Klarna session ${money(session.amount)}  PayID ${session.data.pay_id}`)
  await shopper.confirm(session.id, await authorizeAtKlarna(shop.paygateUrl, session.data.client_token))
  const completed = await shopper.complete(cart.id)
  if (completed.type !== "order") {
    throw new Error(`The cart did not become an order: ${completed.error.message}`)
  }
  say(`  order #${completed.order.display_id}       ${money(completed.order.total)}  authorized`)
  return { orderId: completed.order.id, session }
}

/** Both sides of one payment; answers whether they agree to the cent. */
async function account(shop: Shop, payment: Payment): Promise<boolean> {
  const medusa = sumsInMedusa(payment)
  const paygate = await sumsAtPaygate(shop, payment)
  say("")
  say("                   Medusa         Paygate")
  const rows = (["captured", "refunded", "released"] as const).map((name) => {
    const agrees = medusa[name] === paygate[name]
    say(`  ${name}   ${money(medusa[name] / 100)} ${money(paygate[name] / 100)}   ${agrees ? "✓" : "✗ DIFFER"}`)
    return agrees
  })
  return rows.every(Boolean)
}

async function sellAndRefund(shop: Shop, shopper: Shopper, merchant: Merchant): Promise<boolean> {
  say("\nA shopper buys three articles and pays later with Klarna")
  const { "SHIRT-M": shirt, "MUG-COBALT": mug, "BOOK-HARD": book } = shop.variants
  const items = [shirt, mug, book].map((variantId, index) => ({ variantId: variantId ?? "", quantity: index + 1 }))
  const { orderId } = await buy(shop, shopper, items, [promotionCode])
  say("\nThe merchant ships in two parcels and takes one article back")
  const { id, amount } = await merchant.readPayment(orderId)
  const first = 50
  await merchant.capture(id, first)
  say(`  captured       ${money(first)}  first parcel`)
  const rest = Math.round((amount - first) * 100) / 100
  await merchant.capture(id, rest)
  say(`  captured       ${money(rest)}  the rest`)
  const back = 12.34
  await merchant.refund(id, back)
  say(`  refunded       ${money(back)}  part of it`)
  return account(shop, await merchant.readPayment(orderId))
}

async function sellAndCancel(shop: Shop, shopper: Shopper, merchant: Merchant): Promise<boolean> {
  say("\nA second order is cancelled before it ships")
  const { orderId } = await buy(shop, shopper, [{ variantId: shop.variants["LAMP-RED"] ?? "", quantity: 1 }])
  const payment = await merchant.readPayment(orderId)
  const { status } = await merchant.cancelOrder(orderId)
  say(`  order ${status.padEnd(9)}${money(payment.amount)}  released at Klarna`)
  const cancelled = await merchant.readPayment(orderId)
  return (await account(shop, cancelled)) && status === "canceled" && cancelled.canceled_at !== null
}

async function main(): Promise<void> {
  const startedAt = performance.now()
  const shop = await launchShop({ admin: false, log: (line) => say(line), env: { PORT: process.env["PORT"] ?? "0" } })
  try {
    const shopper = createShopper(shop.backendUrl, shop.publishableKey)
    const merchant = await createMerchant(shop.backendUrl, shop.admin)
    const results = [await sellAndRefund(shop, shopper, merchant), await sellAndCancel(shop, shopper, merchant)]
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    const ok = results.every(Boolean)
    say(ok ? `\n✓ Both sides agree. (${seconds} s)` : `\n✗ The two sides differ.`)
    process.exitCode = ok ? 0 : 1
  } finally {
    await shop.stop()
  }
}

main()
  .catch((error: unknown) => {
    say(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  })
  .finally(() => process.exit())
