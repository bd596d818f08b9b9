/**
 * TEST_TYPE picks the suite: "unit" needs nothing but Node, "store" boots a real Medusa store on a real PostgreSQL
 * (integration-tests/run-store-tests starts both), "package" installs the packed plugin in a store of its own
 * (integration-tests/package/run-package-tests does).
 */
const { TEST_TYPE = "unit" } = process.env

const suites = {
  unit: ["**/{src,integration-tests}/**/test/**/*.spec.ts"],
  store: ["**/integration-tests/{browser,http,model,modules,processes}/*.spec.ts"],
  package: ["**/integration-tests/package/**/*.spec.ts"],
}

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: suites[TEST_TYPE],
  // A store leaves memory behind in its process: after thirty of them Node would have none left.
  workerIdleMemoryLimit: "1GB",
  // By its path: Medusa's own modules are only there for tests with a store.
  setupFiles: TEST_TYPE === "store" ? ["<rootDir>/integration-tests/log/collect.ts"] : [],
  reporters: ["default", "<rootDir>/.ci/jest-results.mjs"],
  moduleFileExtensions: ["js", "ts", "json"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/integration-tests/.*/.medusa/"],
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", decorators: true },
          transform: { decoratorMetadata: true },
          target: "es2022",
        },
      },
    ],
  },
}
