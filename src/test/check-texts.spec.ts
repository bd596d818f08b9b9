import en from "../admin/i18n/json/en.json"
import { TEXTS } from "../health/texts"

describe("what a check has found", () => {
  it("is said in English by the dashboard as by the admin API", () => {
    expect(en.checkReason).toEqual(TEXTS)
  })
})
