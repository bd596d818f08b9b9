import { isBusyCode, type PaygateError } from "../paygate"

/** Whether Paygate would refuse the very same again: then the plugin does not repeat it by itself. */
export function isForGood({ kind, code }: Pick<PaygateError, "kind" | "code">): boolean {
  return kind === "declined" && !isBusyCode(code)
}
