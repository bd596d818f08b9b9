import { SetupError } from "../../shop/environment"
import { findChromium, type Machine } from "../find-chromium"

/** A machine with these programs and no others. */
function machine(programs: string[], given: Partial<Machine> = {}): Machine {
  return {
    platform: "linux",
    environment: { PATH: "/usr/local/bin:/usr/bin" },
    isExecutable: (path) => programs.includes(path),
    ...given,
  }
}

describe("findChromium", () => {
  it("takes what CHROMIUM_PATH names before anything else", () => {
    const environment = { PATH: "/usr/bin", CHROMIUM_PATH: "/opt/my/chrome" }
    expect(findChromium(machine(["/usr/bin/chromium", "/opt/my/chrome"], { environment }))).toBe("/opt/my/chrome")
  })

  it("refuses a CHROMIUM_PATH that names no program, whatever else there is", () => {
    const environment = { PATH: "/usr/bin", CHROMIUM_PATH: "/opt/gone" }
    expect(() => findChromium(machine(["/usr/bin/chromium"], { environment }))).toThrow(SetupError)
  })

  it("takes an empty CHROMIUM_PATH for none", () => {
    const environment = { PATH: "/usr/bin", CHROMIUM_PATH: "" }
    expect(findChromium(machine(["/usr/bin/chromium"], { environment }))).toBe("/usr/bin/chromium")
  })

  it.each(["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"])("finds %s on the PATH", (name) => {
    expect(findChromium(machine([`/usr/local/bin/${name}`]))).toBe(`/usr/local/bin/${name}`)
  })

  it("takes Chrome before what may be a mere pointer to a snap", () => {
    const programs = ["/usr/local/bin/chromium-browser", "/usr/bin/google-chrome"]
    expect(findChromium(machine(programs))).toBe("/usr/bin/google-chrome")
  })

  it.each<[NodeJS.Platform, string]>([
    ["linux", "/usr/bin/chromium"],
    ["linux", "/opt/google/chrome/chrome"],
    ["darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["win32", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
  ])("finds what the PATH does not lead to on %s: %s", (platform, program) => {
    expect(findChromium(machine([program], { platform, environment: {} }))).toBe(program)
  })

  it("finds nothing where there is none", () => {
    expect(findChromium(machine(["/usr/bin/firefox"]))).toBeUndefined()
  })
})
