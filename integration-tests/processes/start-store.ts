import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import { freePort } from "../shop/listening"
import { shopFolder } from "../shop/paths"
import type { ShopFacts } from "../shop/seed/facts"
import type { FromStore, ToStore } from "./messages"

const tsx = createRequire(__filename).resolve("tsx")

/** What the process says next; nothing when it ends instead. */
function nextMessage(child: ChildProcess): Promise<FromStore | undefined> {
  return Promise.race([
    once(child, "message").then(([message]) => message as FromStore),
    once(child, "exit").then(() => undefined),
  ])
}

/** A store that runs in a process of its own. */
export class StoreProcess {
  /** Ids of the requests that have come to the point they were to stop at. */
  readonly stopped = new Set<string>()

  private constructor(
    private readonly child: ChildProcess,
    readonly backendUrl: string,
    readonly facts: ShopFacts,
  ) {
    child.on("message", (message: FromStore) => {
      if (message.type === "stopped") {
        this.stopped.add(message.request)
      }
    })
  }

  /** Starts a store, on any port unless told; throws with what it printed when it does not get ready. */
  static async start(environment: {
    DATABASE_URL: string
    PAYGATE_BASE_URL: string
    PORT?: string
    SHOP_CONNECTIONS?: string
  }): Promise<StoreProcess> {
    const port = environment.PORT ?? String(await freePort())
    const backendUrl = `http://localhost:${port}`
    const child = spawn(process.execPath, ["--import", tsx, join(__dirname, "store-process.ts")], {
      cwd: shopFolder,
      env: {
        ...process.env,
        ...environment,
        PORT: port,
        MEDUSA_BACKEND_URL: backendUrl,
        STOREFRONT_URL: backendUrl,
        DISABLE_MEDUSA_ADMIN: "true",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()))
    }
    const first = await nextMessage(child)
    if (first?.type !== "ready") {
      throw new Error(`The store did not start:\n${output}`)
    }
    return new StoreProcess(child, backendUrl, first.facts)
  }

  /** Ends the process at once, without a chance to finish anything. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit")
      this.child.kill("SIGKILL")
      await ended
    }
  }

  /** Lets the store settle what is due, as its job does every minute. */
  reconcile(): Promise<void> {
    return this.run("reconcile-due-paygate-klarna-payments-workflow")
  }

  /** Lets the store act on the notifications it has kept, as its job does every minute. */
  processNotifications(): Promise<void> {
    return this.run("process-paygate-klarna-notifications-workflow")
  }

  private async run(workflow: string): Promise<void> {
    const answered = nextMessage(this.child)
    this.child.send({ type: "run", workflow } satisfies ToStore)
    const answer = await answered
    if (answer?.type !== "ran" || answer.error !== undefined) {
      throw new Error(`The store could not run ${workflow}: ${JSON.stringify(answer)}`)
    }
  }
}
