import type { z } from "zod"
import type { AnswerOf, Call } from "./call"
import type { Cipher } from "./cipher"
import { PaygateError } from "./errors"
import { factsOf } from "./parameter"
import type { TransportAnswer } from "./transport"
import { decodeCharset, decodePlaintext, type WireAnswer } from "./wire"

/** The names of a call under which an answer is found in error reports. */
export interface CallReference {
  call: string
  transId?: string | undefined
  payId?: string | undefined
}

function untrusted(reference: CallReference, code: string, message: string): PaygateError {
  return new PaygateError({ kind: "unknown", code, message: `${message} (call ${reference.call})`, ...reference })
}

/**
 * Reads the body of an answer down to its parameters. Paygate encrypts answers, but refuses some requests in plain
 * text, for example when it cannot decrypt them; such a refusal is believed, a success in plain text never.
 */
export function readAnswer(answer: TransportAnswer, cipher: Cipher, reference: CallReference): WireAnswer {
  if (answer.status !== 200) {
    throw untrusted(
      reference,
      "http_status",
      `Paygate answered with HTTP ${answer.status}; check base_url and Paygate's state`,
    )
  }
  const body = decodeCharset(answer.body).trim()
  if (body === "") {
    throw untrusted(reference, "empty_answer", "Paygate's answer is empty; check base_url and Paygate's state")
  }
  if (body.startsWith("<")) {
    throw untrusted(reference, "html_answer", "Paygate answered with a web page instead of data; check base_url")
  }
  try {
    const outer = decodePlaintext(body)
    const data = outer.get("data")
    if (data === undefined) {
      return requireRefusal(outer, reference)
    }
    const length = Number(outer.get("len"))
    if (!Number.isInteger(length) || length <= 0) {
      throw untrusted(reference, "bad_length", "Paygate's answer has no usable Len")
    }
    return decodePlaintext(decodeCharset(withoutPadding(cipher.decrypt(data, length))))
  } catch (error) {
    if (error instanceof PaygateError) {
      throw error
    }
    const reason = error instanceof Error ? error.message : "unreadable"
    throw untrusted(
      reference,
      "unreadable_answer",
      `Paygate's answer cannot be read: ${reason}; check the encryption key`,
    )
  }
}

/** Len may count padding (protocol facts, section 2, "Wire form"). */
export function withoutPadding(plaintext: Buffer): Buffer {
  let end = plaintext.length
  while (plaintext[end - 1] === 0x00 || plaintext[end - 1] === 0x20) {
    end -= 1
  }
  return plaintext.subarray(0, end)
}

function requireRefusal(plain: WireAnswer, reference: CallReference): WireAnswer {
  const code = plain.get("code")
  if (code === undefined || plain.get("status")?.toUpperCase() !== "FAILED") {
    throw untrusted(
      reference,
      "unencrypted_answer",
      "Paygate's answer is not encrypted and is no refusal; check base_url",
    )
  }
  return plain
}

/**
 * Picks the declared parameters out of an answer, leniently: an unexpected format keeps its text, since a capture that
 * succeeded must not be lost over a long InvoiceNr; unknown names are left out. A number that is none makes the whole
 * answer untrusted, because books are kept by it.
 */
export function decodeAnswer<C extends Call>(call: C, wire: WireAnswer, reference: CallReference): AnswerOf<C> {
  const decoded: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(call.answer)) {
    const value = wire.get(name.toLowerCase())?.trim()
    if (value === undefined || value === "") {
      continue
    }
    const result = schema.safeDecode(value)
    if (!result.success && isNumber(schema)) {
      throw untrusted(reference, "bad_amount", `Paygate's answer has a ${name} that is no amount`)
    }
    decoded[name] = result.success ? result.data : value
  }
  return decoded as AnswerOf<C>
}

function isNumber(schema: z.ZodType): boolean {
  return factsOf(schema).format.startsWith("n..")
}
