import { PaymentActions } from "@medusajs/framework/utils"
import { validOptions } from "../../../connection/test/valid-options"
import { PaygateKlarnaProviderService } from ".."

describe("the provider", () => {
  it("is found under its identifier", () => {
    expect(PaygateKlarnaProviderService.identifier).toBe("paygate-klarna")
  })

  it("stops the store's start by wrong options, and names them", () => {
    const validate = (options: object) => () => PaygateKlarnaProviderService.validateOptions({ ...options })
    expect(validate(validOptions())).not.toThrow()
    expect(validate(validOptions({ hmac_key: undefined }))).toThrow(/hmac_key: missing/)
  })

  it("lets Medusa act on nothing that comes to its own webhook route", async () => {
    const provider = new PaygateKlarnaProviderService({}, validOptions())
    expect(await provider.getWebhookActionAndData()).toEqual({ action: PaymentActions.NOT_SUPPORTED })
  })
})
