/**
 * Runs before each file of store tests: what the store logs there is all written down, however little of it is shown.
 */
import { format } from "node:util"
import { logger } from "@medusajs/framework/logger"
import { LOG_BEGINS, record } from "./record"

interface Transport {
  name: string
  level: string
}

if (process.env.STORE_TESTS_LOG) {
  const { transports } = (logger as unknown as { loggerInstance_: { transports: Transport[] } }).loggerInstance_
  transports.forEach((transport) => {
    if (transport.name === "console") {
      transport.level = process.env.STORE_TESTS_LOG_LEVEL ?? "warn"
    }
  })
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    const print = console[method].bind(console)
    console[method] = (...words: unknown[]) => {
      record(format(...words))
      print(...words)
    }
  }
  // Medusa logs no HTTP requests when it is told of a test.
  process.env.NODE_ENV = ""
  logger.debug(LOG_BEGINS)
}
