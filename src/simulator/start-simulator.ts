import { createControls, type Controls } from "./controls"
import { settle, type SimulatorOptions } from "./options"
import { listen } from "./server"
import { State } from "./state"

/** A running simulator. */
export interface Simulator extends Controls {
  /** Base address for `PAYGATE_BASE_URL`, ending in `/`. */
  url: string
  port: number
  /** Ends all connections, also those that are being kept waiting. May be called twice. */
  stop(): Promise<void>
}

/** Starts a Paygate in this process. It keeps everything in memory; rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const state = new State(settle(options))
  const controls = createControls(state)
  const { host, port, stop } = await listen(state, controls)
  const name = host.includes(":") ? `[${host}]` : host
  return { ...controls, url: `http://${name}:${port}/`, port, stop }
}
