import { z } from "zod"
import { completeInput } from "../hosted/complete"
import { buildInput } from "../notifications/build"
import { ControlError } from "./control-error"
import { readReference, type Route } from "./route"

const holdInput = z.strictObject({ hold: z.boolean() })
const deliverInput = z.strictObject({ times: z.int().min(1).max(100).default(1) })

function readNumber(id: string): number {
  if (!/^\d{1,9}$/.test(id)) {
    throw new ControlError(404, "there is no notification with this number")
  }
  return Number(id)
}

/** What the shopper does on the hosted page, and what Paygate reports of it. */
export const NOTIFICATION_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/hosted/complete",
    handle: (controls, { body }) => {
      const { id, rest } = readReference(body)
      return controls.completeHostedPage(id, completeInput.parse(rest))
    },
  },
  { method: "GET", path: "/notifications", handle: (controls) => ({ notifications: controls.notifications() }) },
  {
    method: "POST",
    path: "/notifications/idle",
    handle: async (controls) => {
      await controls.notificationsIdle()
      return { notifications: controls.notifications() }
    },
  },
  {
    method: "POST",
    path: "/notifications/hold",
    handle: (controls, { body }) => {
      controls.holdNotifications(holdInput.parse(body).hold)
      return { notifications: controls.notifications() }
    },
  },
  {
    method: "POST",
    path: "/notifications/build",
    handle: (controls, { body }) => {
      const { id, rest } = readReference(body)
      return controls.buildNotification(id, buildInput.parse(rest))
    },
  },
  {
    method: "POST",
    path: "/notifications/:id/deliver",
    handle: async (controls, { id, body }) => ({
      notification: await controls.deliverNotification(readNumber(id), deliverInput.parse(body).times),
    }),
  },
]
