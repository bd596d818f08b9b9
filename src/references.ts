/** What a payment is known by at Paygate; the PayID once there is one, the XID of one step. */
interface References {
  trans_id?: string | null | undefined
  pay_id?: string | null | undefined
  xid?: string | null | undefined
}

/** A payment as logs and refusals name it: `TransID …, PayID …, XID …`, as far as known. */
export function referencesOf({ trans_id, pay_id, xid }: References): string {
  return [trans_id && `TransID ${trans_id}`, pay_id && `PayID ${pay_id}`, xid && `XID ${xid}`]
    .filter(Boolean)
    .join(", ")
}
