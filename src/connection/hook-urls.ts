import type { ProviderOptions } from "./options"
import { PROVIDER_IDENTIFIER } from "./provider-id"
import { reachOf } from "./reach"

/** The backend's addresses that Paygate and the shopper's browser come to. */
export interface HookUrls {
  /** Where Paygate reports what was decided later; none where Paygate could not reach it. */
  notify: string | undefined
  success: string
  failure: string
  /** The page that sends the shopper to Klarna's hosted one. */
  page: (token: string) => string
}

const isOnThisMachine = (address: string) => reachOf(new URL(address)) === "machine"

/** The addresses of a provider id such as `pp_paygate-klarna_eu`, each without a query (interface document, "URLNotify"). */
export function hookUrls({ backend_url, base_url }: ProviderOptions, providerId: string): HookUrls {
  const id = providerId.replace(`pp_${PROVIDER_IDENTIFIER}_`, "")
  const base = `${backend_url.replace(/\/+$/, "")}/hooks/${PROVIDER_IDENTIFIER}/${id}`
  // A developer's machine is out of the real Paygate's reach, which may refuse such an address altogether.
  const isReachable = !isOnThisMachine(backend_url) || isOnThisMachine(base_url)
  return {
    notify: isReachable ? `${base}/notify` : undefined,
    success: `${base}/success`,
    failure: `${base}/failure`,
    page: (token) => `${base}/pay/${token}`,
  }
}
