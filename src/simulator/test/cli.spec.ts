import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { startSimulator } from ".."

const CLI = join(__dirname, "../cli.ts")

function run(parameters: string[], environment: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  const env = { ...process.env, ...environment }
  return spawn(process.execPath, ["--import", "tsx", CLI, ...parameters], { env })
}

async function finished(child: ChildProcessWithoutNullStreams) {
  let output = ""
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, "close")) as [number | null]
  return { code, output }
}

async function firstOutput(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [chunk] = (await once(child.stdout, "data")) as [Buffer]
  return chunk.toString()
}

it.each(["SIGINT", "SIGTERM"] as const)(
  "serves the merchant of the environment until %s",
  async (signal) => {
    const child = run([], { PAYGATE_MERCHANT_ID: "from_environment", PAYGATE_ACCOUNT: "" })
    const output = await firstOutput(child)
    expect(output).toContain("MerchantID from_environment, Account klarna")
    const url = /http:\S+/.exec(output)![0]
    const body = "MerchantID=from_environment&Len=8&Data=0000000000000000"
    const answer = await fetch(`${url}capture.aspx`, { method: "POST", body })
    expect(await answer.text()).toMatch(/^mid=from_environment&Code=20010901&Status=FAILED/)
    const end = finished(child)
    child.kill(signal)
    expect(await end).toMatchObject({ code: 0 })
  },
  30_000,
)

it("says when the port is taken", async () => {
  const other = await startSimulator()
  const { code, output } = await finished(run(["--port", String(other.port)]))
  expect(code).toBe(1)
  expect(output).toMatch(/^paygate-simulator: The port is taken\./)
  await other.stop()
}, 30_000)

it("explains itself and refuses what it does not know", async () => {
  const [help, unknown, port] = await Promise.all(
    [["--help"], ["--prot", "1"], ["--port", "x"]].map((parameters) => finished(run(parameters))),
  )
  expect(help).toMatchObject({ code: 0, output: expect.stringMatching(/^Usage: paygate-simulator/) as string })
  expect(unknown).toMatchObject({ code: 2, output: expect.stringContaining("--prot") as string })
  expect(port).toMatchObject({ code: 2, output: expect.stringContaining("0 to 65535") as string })
}, 30_000)
