import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { keepOutOfLog } from "../hooks/keep-out-of-log"

it.each([
  ["/hooks/paygate-klarna/eu/notify", "/hooks/paygate-klarna/eu/notify"],
  ["/hooks/paygate-klarna/eu/success?mid=shop&Len=8&Data=00", "/hooks/paygate-klarna/eu/success?…"],
  ["/hooks/paygate-klarna/eu/pay/x1Yz_abc-def", "/hooks/paygate-klarna/eu/pay/…"],
  ["/hooks/paygate-klarna/eu/pay/x1Yz_abc-def/?a=b\n?c", "/hooks/paygate-klarna/eu/pay/…?…"],
])("the log has %j as %s", (originalUrl, logged) => {
  const request = { originalUrl, url: originalUrl } as MedusaRequest
  const next = jest.fn()
  keepOutOfLog(request, {} as MedusaResponse, next)
  expect(request).toEqual({ originalUrl: logged, url: originalUrl })
  expect(next).toHaveBeenCalledTimes(1)
})
