import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Leaves the counts of every run of jest in the folder named by TEST_RESULTS, for `.ci/run` to add up. */
export default class JestResults {
  onRunComplete(_contexts, results) {
    const folder = process.env.TEST_RESULTS
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    // A file that cannot be loaded has no tests to count, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const counts = { passed: results.numPassedTests, failed }
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(counts))
  }
}
