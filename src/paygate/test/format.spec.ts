import { countCharacters, parseFormat, type Format } from "../format"

function allows(format: Format, value: string): boolean {
  return parseFormat(format).characters?.test(value) ?? true
}

describe("a format", () => {
  it.each([
    ["an32", 32, 32],
    ["a2", 2, 2],
    ["ans..30", 1, 30],
    ["n..10", 1, 10],
    ["enum", 1, Number.POSITIVE_INFINITY],
  ] as const)("%s has %s to %s characters", (format, minLength, maxLength) => {
    expect(parseFormat(format)).toMatchObject({ minLength, maxLength })
  })

  it.each(["", "x..3", "a..", "a...3", "ANS..3", "a3x", "bool"])("%p is none of the document's", (format) => {
    expect(() => parseFormat(format as Format)).toThrow(TypeError)
  })

  it.each([
    ["a..9", "Köln", "Köln 1"],
    ["as..9", "Köln-Süd!", "Köln 1"],
    ["n..9", "0123", "12 3"],
    ["n..9", "0123", "١٢"],
    ["n..9", "0123", "12\n"],
    ["an..9", "aZ09", "a-1"],
    ["an..9", "aZ09", "ä"],
    ["ns..9", "12-3/4", "12a"],
    ["ans..9", "Köln 1 €=%+", "a&b"],
    ["ans..9", "👩‍👩‍👧", "a\nb"],
    ["ans..9", "a", "a\0"],
    ["ans..9", "a", "a\x85"],
  ] as const)("%s allows %j, not %j", (format, allowed, refused) => {
    expect([allows(format, allowed), allows(format, refused)]).toEqual([true, false])
  })

  it.each(["a9", "as9", "n9", "an9", "ans9", "ns9"] as const)("%s allows no separator", (format) => {
    expect(allows(format, "&")).toBe(false)
  })

  it("counts characters, not UTF-16 units", () => {
    expect(countCharacters("a👍")).toBe(2)
  })
})
