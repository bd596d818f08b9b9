import {
  ArrowPath,
  ArrowUturnLeft,
  CreditCard,
  Envelope,
  Hashtag,
  MapPin,
  ReceiptPercent,
  XCircle,
} from "@medusajs/icons"
import { useRef, useState, type ReactNode } from "react"
import type { AllowedActions, PaygatePaymentResponse } from "../../../types/payment"
import type { Order } from "../../lib/order"
import { useTexts } from "../../lib/texts"
import { ActionMenu, type MenuAction } from "./action-menu"
import { AddressDrawer } from "./address-drawer"
import { CaptureDrawer } from "./capture-drawer"
import { ReferenceDrawer } from "./reference-drawer"
import { RefundDrawer } from "./refund-drawer"
import { ResendInvoiceDrawer } from "./resend-invoice-drawer"
import { usePromptedActions } from "./use-prompted-actions"

/** The actions that have a drawer, by their names in `allowed`. */
const DRAWERS = {
  capture: CaptureDrawer,
  refund: RefundDrawer,
  address: AddressDrawer,
  reference: ReferenceDrawer,
  resend_invoice: ResendInvoiceDrawer,
} as const

/** The menu of a payment, and the drawer that is open. */
export function PaymentActions({ order, answer }: { order: Order; answer: PaygatePaymentResponse }) {
  const { payment, order_items } = answer
  const { t } = useTexts()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<keyof typeof DRAWERS | null>(null)
  const prompted = usePromptedActions(payment)
  const action = (name: keyof AllowedActions, icon: ReactNode, run: () => void): MenuAction => {
    const reason = payment.allowed[name]
    const opensDialog = name !== "sync"
    return { label: t(`actions.${name}`), icon, reason: reason && t(`blocked.${reason}`), opensDialog, run }
  }
  const drawer = (name: keyof typeof DRAWERS, icon: ReactNode) => action(name, icon, () => setOpen(name))
  const Drawer = open && DRAWERS[open]
  const returnFocus = () => button.current?.focus()
  return (
    <>
      <ActionMenu
        button={button}
        isPending={prompted.isPending}
        groups={[
          [
            drawer("capture", <CreditCard />),
            drawer("refund", <ArrowUturnLeft />),
            action("release", <XCircle />, () => void prompted.release().finally(returnFocus)),
          ],
          [
            drawer("address", <MapPin />),
            drawer("reference", <Hashtag />),
            action("order_lines", <ReceiptPercent />, () => void prompted.sendOrderLines().finally(returnFocus)),
          ],
          [drawer("resend_invoice", <Envelope />), action("sync", <ArrowPath />, prompted.sync)],
        ]}
      />
      {Drawer && (
        <Drawer
          payment={payment}
          order={order}
          orderItems={order_items}
          onClose={() => setOpen(null)}
          returnFocus={returnFocus}
        />
      )}
    </>
  )
}
