import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

const ROOM = join(__dirname, "..")

/** Everything a client of Paygate does by itself: the simulator must not judge a client by the client's own code. */
const CLIENT_SIDE =
  /createPaygateClient|prepareForm|readResult|parseForm|judgeOutcome|outcomeOf\b|verifyAnswer|outcomeOfCode|describeCode|PaygateError|rewriteText|encodeBase64Json/

const sources = readdirSync(ROOM, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("test"))
  .map((path) => [path, readFileSync(join(ROOM, path), "utf8")] as const)

it.each(sources)("%s takes from the plugin nothing but declarations, cipher, MAC and wire form", (path, source) => {
  for (const [statement, from] of source.matchAll(/^(?:import|export) [^"]*? from "([^"]+)"/gms)) {
    const target = from!.startsWith(".") ? relative(ROOM, join(ROOM, dirname(path), from!)) : from
    if (target === "../paygate") {
      expect(statement).not.toMatch(CLIENT_SIDE)
    } else if (target === from) {
      expect(from).toMatch(/^(node:.+|zod)$/)
    } else {
      expect(target).not.toMatch(/^\.\./)
    }
  }
})
