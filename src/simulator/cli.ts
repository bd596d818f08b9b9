#!/usr/bin/env node
import { parseArgs } from "node:util"
import { SIMULATOR_MERCHANT, type BlowfishMerchant } from "./merchants"
import { startSimulator } from "./start-simulator"

const HELP = `Usage: paygate-simulator [--port N] [--host ADDRESS]

Simulates Computop Paygate for Klarna Payments, in memory. Nothing real is ever charged.

  --port N        TCP port; without it a free one is taken
  --host ADDRESS  address to listen on (127.0.0.1)
  --help          this text

The environment may name the merchant: PAYGATE_MERCHANT_ID, PAYGATE_BLOWFISH_KEY, PAYGATE_HMAC_KEY, PAYGATE_ACCOUNT.
`

/** Something the user can mend. */
class UsageError extends Error {}

function readPort(text: string | undefined): number {
  const port = text === undefined ? 0 : Number(text)
  if (text === "" || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError("--port must be a number from 0 to 65535")
  }
  return port
}

function readArguments(): { port: number; host: string | undefined; help: boolean } {
  const options = { port: { type: "string" }, host: { type: "string" }, help: { type: "boolean" } } as const
  try {
    const { values } = parseArgs({ options })
    return { port: readPort(values.port), host: values.host, help: values.help ?? false }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function merchantFromEnvironment(): BlowfishMerchant {
  const { PAYGATE_MERCHANT_ID, PAYGATE_BLOWFISH_KEY, PAYGATE_HMAC_KEY, PAYGATE_ACCOUNT } = process.env
  return {
    merchantId: PAYGATE_MERCHANT_ID || SIMULATOR_MERCHANT.merchantId,
    blowfishKey: PAYGATE_BLOWFISH_KEY || SIMULATOR_MERCHANT.blowfishKey,
    hmacKey: PAYGATE_HMAC_KEY || SIMULATOR_MERCHANT.hmacKey,
    account: PAYGATE_ACCOUNT || SIMULATOR_MERCHANT.account,
  }
}

async function main(): Promise<void> {
  const { port, host, help } = readArguments()
  if (help) {
    process.stdout.write(HELP)
    return
  }
  const merchant = merchantFromEnvironment()
  const simulator = await startSimulator({ port, ...(host ? { host } : {}), merchants: [merchant] })
  process.stdout.write(
    `Paygate simulator: ${simulator.url}\n` +
      `MerchantID ${merchant.merchantId}, Account ${merchant.account}\n` +
      `Control API: ${simulator.url}simulator\n`,
  )
  const stop = (): void => {
    void simulator.stop()
  }
  process.once("SIGINT", stop).once("SIGTERM", stop)
}

function explain(error: unknown): string {
  const { code = "", message } = error as { code?: string; message?: string }
  switch (code) {
    case "EADDRINUSE":
      return "The port is taken. Choose another with --port, or leave --port out for a free one."
    case "EACCES":
      return "This port needs more rights. Choose one above 1023 with --port."
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "The address of --host is not one of this machine."
    default:
      return message ?? String(error)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`paygate-simulator: ${explain(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
})
