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
