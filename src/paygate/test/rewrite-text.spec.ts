import fc from "fast-check"
import { LANGUAGES } from "../parameters"
import { anyText } from "./arbitraries"
import { cut, rewriteText, type Charset, type Language } from "../rewrite-text"

const FAMILY = "👩‍👩‍👧‍👦"

function rewritten(text: string, rule: { language?: Language; charset?: Charset; limit?: number } = {}): string {
  return rewriteText(text, { language: "EN", charset: "utf-8", limit: 100, ...rule })
}

function characters(text: string): number {
  return Array.from(text).length
}

describe("free text", () => {
  it.each([
    ["DE", "und"],
    ["DK", "og"],
    ["FI", "ja"],
    ["SE", "och"],
    ["NO", "og"],
    ["NL", "en"],
    ["FR", "et"],
    ["IT", "e"],
    ["EN", "and"],
    ["ES", "y"],
    ["CA", "i"],
    ["PL", "i"],
  ] as const)("in %s says %s for the separator &", (language, word) => {
    expect(rewritten("Müller & Sohn", { language })).toBe(`Müller ${word} Sohn`)
  })

  it("has a word for & in every language", () => {
    expect(LANGUAGES.filter((language) => /&|undefined/.test(rewritten("a&b", { language })))).toEqual([])
  })

  it("sets & apart that stands between letters", () => {
    expect(rewritten("H&M")).toBe("H and M")
  })

  it.each([
    ["a line break", "a\r\nb"],
    ["a NUL", "a\0b"],
    ["an escape", "a\x1bb"],
    ["a C1 control", "a\x85b"],
    ["a tabulator", "a\tb"],
    ["a line separator", "a\u2028b"],
    ["a no-break space", "a\xa0b"],
    ["a zero-width space", "a\u200bb"],
    ["a run of blanks", "a   b"],
  ])("turns %s into one blank", (_case, text) => {
    expect(rewritten(text)).toBe("a b")
  })

  it.each([
    ["a soft hyphen", "Donau\u00addampf"],
    ["a change of direction", "Donau\u202edampf"],
    ["a mark of direction", "Donau\u200fdampf"],
  ])("loses %s, which only steers how text is shown", (_case, text) => {
    expect(rewritten(text)).toBe("Donaudampf")
  })

  it("loses blanks at both ends", () => {
    expect(rewritten("  Jürgen \n")).toBe("Jürgen")
  })

  it("composes letters and their marks, so that an umlaut counts as one character", () => {
    expect(rewritten("Ju\u0308rgen")).toBe("Jürgen")
  })

  it("replaces half a surrogate pair", () => {
    expect(rewritten("a\ud83db")).toBe("a\ufffdb")
  })

  it("keeps = % + and quotes, which separate nothing", () => {
    expect(rewritten(`50% = "a+b"`)).toBe(`50% = "a+b"`)
  })

  it("is the same after a second time", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom<Charset>("utf-8", "iso-8859-1"),
        fc.integer({ min: 1, max: 40 }),
        (text, charset, limit) => {
          const once = rewritten(text, { charset, limit })
          expect(rewritten(once, { charset, limit })).toBe(once)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe("free text in ISO-8859-1", () => {
  it.each([
    ["Łódź", "Lódz"],
    ["Đặng Hồng", "Dang Hong"],
    ["Œuvre", "OEuvre"],
    ["STRAẞE", "STRASSE"],
    ["Ħal Għaxaq", "Hal Ghaxaq"],
    ["Kárášjohka Ŋŋ Ŧŧ", "Kárásjohka Nn Tt"],
    ["“quoted” – dash…", '"quoted" - dash...'],
    ["5 €", "5 EUR"],
    ["İstanbul ığ", "Istanbul ig"],
    ["Größe ÿ", "Größe ÿ"],
  ])("writes %s as %s", (text, written) => {
    expect(rewritten(text, { charset: "iso-8859-1" })).toBe(written)
  })

  it("loses a mark that has no composed letter instead of printing it", () => {
    expect(rewritten("x\u0302yz", { charset: "iso-8859-1" })).toBe("xyz")
  })

  it("keeps the umlaut under a further mark", () => {
    expect(rewritten("a\u0308\u0361b", { charset: "iso-8859-1" })).toBe("äb")
  })

  it.each([
    ["a letter of another script", "日本", "??"],
    ["an emoji", "a 👍 b", "a ? b"],
    ["an emoji family", `a ${FAMILY} b`, "a ? b"],
    ["an emoji with a variation selector", "a ❤️ b", "a ? b"],
  ])("writes one ? for %s", (_case, text, written) => {
    expect(rewritten(text, { charset: "iso-8859-1" })).toBe(written)
  })

  it("has one byte for each character, whatever the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = rewritten(text, { charset: "iso-8859-1" })
        expect(Buffer.from(written, "latin1").toString("latin1")).toBe(written)
      }),
      { numRuns: 300 },
    )
  })

  it("is cut after the replacement, which can be longer", () => {
    expect(rewritten("€€€€", { charset: "iso-8859-1", limit: 4 })).toBe("EURE")
  })
})

describe("cutting", () => {
  it.each([
    ["a text within the limit", "abc", 3, "abc"],
    ["letters", "abcdef", 3, "abc"],
    ["an emoji of two UTF-16 units, counted as one character", "a👍b", 2, "a👍"],
    ["a family that would not fit whole", `ab${FAMILY}cd`, 6, "ab"],
    ["a family that fits exactly", `ab${FAMILY}cd`, 9, `ab${FAMILY}`],
    ["a letter with a combining mark", "abx\u0302", 3, "ab"],
    ["a flag of two characters", "ab🇩🇪", 3, "ab"],
    ["a sign longer than the limit", FAMILY, 3, ""],
  ])("of %s", (_case, text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected)
  })

  it("leaves no blank at the end", () => {
    expect(rewritten("Neue Straße", { limit: 5 })).toBe("Neue")
  })

  it("keeps a whole number of graphemes within the limit, whatever the text", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" })
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "é", "e\u0301", "👍", FAMILY, "🇩🇪", "क्षि", " ")),
        fc.integer({ min: 0, max: 30 }),
        (parts, limit) => {
          const text = parts.join("")
          const kept = cut(text, limit)
          const boundaries = Array.from(segmenter.segment(text), ({ index }) => index)
          expect(characters(kept)).toBeLessThanOrEqual(limit)
          expect(text.startsWith(kept)).toBe(true)
          expect([...boundaries, text.length]).toContain(kept.length)
        },
      ),
    )
  })
})
