import { fingerprint, matchesFingerprint } from "../fingerprint"

const ADDRESS = { bdStreet: "Torstraße 1", bdCity: "Berlin" }

describe("a fingerprint", () => {
  it("shows nothing of what it is of", () => {
    expect(fingerprint(ADDRESS, "key")).toMatch(/^[0-9a-f]{64}$/)
  })

  it("depends on the key, so that nobody can guess an address without it", () => {
    expect(fingerprint(ADDRESS, "key")).not.toBe(fingerprint(ADDRESS, "other"))
  })

  it("notices any change", () => {
    expect(matchesFingerprint({ ...ADDRESS, bdCity: "Bonn" }, fingerprint(ADDRESS, "key"), ["key"])).toBe(false)
    expect(matchesFingerprint({ ...ADDRESS, bdZip: "1" }, fingerprint(ADDRESS, "key"), ["key"])).toBe(false)
  })

  it("still matches after the key was rotated, while the old one is kept", () => {
    const made = fingerprint(ADDRESS, "old")
    expect(matchesFingerprint(ADDRESS, made, ["new", "old"])).toBe(true)
    expect(matchesFingerprint(ADDRESS, made, ["new"])).toBe(false)
  })
})
