import { ARTICLE_LIST_LIMIT, encodeBase64Json } from "../../paygate"
import { shippingInfoOf } from "../merchant/sent-parcels"

const label = (number: number, url = "https://shop.example/track") => ({
  tracking_number: `JD${String(number).padStart(20, "0")}`,
  tracking_url: `${url}/${number}`,
})

describe("what Klarna is told of a parcel", () => {
  it("is its numbers and where they lead, with the name of the delivery", () => {
    const told = shippingInfoOf({ labels: [label(1)], shipping_option: { name: "Express" } })
    expect(told).toEqual([{ shipping_method: "Express", ...label(1) }])
  })

  it.each(["#", "javascript:alert(1)"])("has no address where a label has %s, which is none", (tracking_url) => {
    const labels = [{ tracking_number: "JD1", tracking_url }]
    expect(shippingInfoOf({ labels })).toEqual([{ tracking_number: "JD1" }])
  })

  it("is the name of the delivery alone without labels, and nothing without that", () => {
    expect(shippingInfoOf({ shipping_option: { name: "Express" } })).toEqual([{ shipping_method: "Express" }])
    expect(shippingInfoOf({})).toEqual([])
  })

  it.each([12, 200])("fits the parameter with %d parcels, rather without their addresses", (count) => {
    const labels = Array.from({ length: count }, (_, index) => label(index, `https://shop.example/${"x".repeat(60)}`))
    const told = shippingInfoOf({ labels })
    expect(told.length).toBeGreaterThan(0)
    expect(told[0]).toEqual({ tracking_number: label(0).tracking_number })
    expect(encodeBase64Json({ shipping_info: told }).length).toBeLessThanOrEqual(ARTICLE_LIST_LIMIT)
  })
})
