import type { Secret } from "./record"

export interface Finding {
  kind: string
  /** Counts from 1. */
  line: number
  /** The line with everything that was found in it masked. */
  masked: string
}

/** What gives itself away by its form, whatever its value. */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ["an e-mail address", /[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b/gi],
  ["a token of Klarna's widget or of a login", /\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]+/g],
  ["an encrypted message or its MAC", /\b(Data|MAC)\b\W{1,5}[0-9a-f]{16,}/gi],
  ["the address of a page that leads to Klarna", /\/pay\/[\w-]{16,}/g],
]

/** Shorter texts and numbers are found everywhere by chance. */
const TELLING = /^(?!\d{4}$).{4,}$/su

/** A value as logs may spell it: as it is, in JSON, in an address. */
function spellings(text: string): string[] {
  return [...new Set([text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed())])]
}

const IN_A_WORD = /[\p{L}\p{N}]/u

/** Neither part of a longer word, nor what stands before the point of a number. */
function standsAlone(line: string, start: number, end: number): boolean {
  return !IN_A_WORD.test(line[start - 1] ?? "") && !IN_A_WORD.test(line[end] ?? "") && !/^\.\d/.test(line.slice(end))
}

/** Searches a log for secrets, each as a word of its own, and for what gives itself away by its form. */
export function search(log: string, secrets: readonly Secret[]): Finding[] {
  const lines = log.split("\n")
  const found = new Map<string, Finding>()
  const add = (kind: string, index: number, text: string) => {
    const finding = found.get(`${kind} ${index}`) ?? { kind, line: index + 1, masked: "" }
    found.set(`${kind} ${index}`, finding)
    lines[index] = lines[index]!.replaceAll(text, `‹${kind}›`)
  }
  // By the whole log first: few of the many secrets are in it.
  const words = secrets
    .filter(({ text }) => TELLING.test(text))
    .flatMap(({ kind, text }) => spellings(text).map((word) => ({ kind, word })))
    .filter(({ word }) => log.includes(word))
  for (const [index, line] of lines.entries()) {
    for (const { kind, word } of words) {
      for (let start = line.indexOf(word); start >= 0; start = line.indexOf(word, start + 1)) {
        if (standsAlone(line, start, start + word.length)) {
          add(kind, index, word)
          break
        }
      }
    }
    for (const [kind, form] of FORMS) {
      for (const [text] of line.matchAll(form)) {
        add(kind, index, text)
      }
    }
  }
  return [...found.values()].map((finding) => ({ ...finding, masked: lines[finding.line - 1]! }))
}
