import type { Call, RequestOf } from "./call"
import { createCipher, type Encryption } from "./cipher"
import { decodeAnswer, readAnswer, type CallReference } from "./decode"
import { encodeRequest, maskParameters, type WireParameters } from "./encode"
import { PaygateError } from "./errors"
import { judgeAnswer, requireSamePayment, type CallResult } from "./judge-answer"
import { signRequest } from "./mac"
import type { Charset, Language } from "./rewrite-text"
import { createTransport, TransportFailure, type Transport, type TransportOptions } from "./transport"
import { encodePlaintext } from "./wire"

export interface ClientOptions extends TransportOptions {
  merchantId: string
  /** The newest key; older ones are for answers that are already on their way. */
  encryptionKey: string
  hmacKey: string
  encryption: Encryption
  charset: Charset
}

/** A call that is encoded and checked but not yet sent, so that the books can be written first. */
export interface PreparedCall<C extends Call> {
  call: C
  /** What logs and the books may show. */
  maskedRequest: Record<string, string>
  /** Sends once. Throws a `PaygateError` of kind `declined`, `transport` or `unknown`. */
  send(): Promise<CallResult<C>>
}

/** A call for the shopper's browser: what its form posts, and where to. */
export interface BrowserForm {
  url: string
  fields: { MerchantID: string; Len: string; Data: string }
  /** What logs and the books may show. */
  maskedRequest: Record<string, string>
}

export interface PaygateClient {
  /** Throws a `PaygateError` of kind `request` when a value does not fit. */
  prepare<C extends Call>(call: C, values: RequestOf<C>, language?: Language): PreparedCall<C>
  /** Prepares a call that the shopper's browser sends. Throws like `prepare`. */
  prepareForm<C extends Call>(call: C, values: RequestOf<C>, language?: Language): BrowserForm
  /** Prepares and sends. */
  send<C extends Call>(call: C, values: RequestOf<C>, language?: Language): Promise<CallResult<C>>
  close(): void
}

/**
 * The only way to Paygate: encode → MAC → encrypt → POST → decrypt → decode → judge. A form for the browser takes the
 * same way as far as encrypting; its result is read by `readResult`.
 */
export function createPaygateClient(options: ClientOptions, transport?: Transport): PaygateClient {
  const cipher = createCipher(options.encryption, options.encryptionKey)
  const channel = transport ?? createTransport(options)

  function encode<C extends Call>(call: C, values: RequestOf<C>, language: Language = "EN"): WireParameters {
    return encodeRequest(call, values, { merchantId: options.merchantId, charset: options.charset, language })
  }

  function seal(call: Call, wire: WireParameters): BrowserForm["fields"] {
    const signed = call.mac ? { ...wire, MAC: signRequest(options.hmacKey, wire, call.mac) } : wire
    const plaintext = encodePlaintext(signed, options.charset)
    return { MerchantID: options.merchantId, Len: String(plaintext.length), Data: cipher.encrypt(plaintext) }
  }

  async function exchange<C extends Call>(call: C, wire: WireParameters): Promise<CallResult<C>> {
    const reference: CallReference = { call: call.name, transId: wire["TransID"], payId: wire["PayID"] }
    const raw = await channel.post(call.script, seal(call, wire)).catch((error: unknown) => {
      throw describeFailure(error, reference)
    })
    const parameters = readAnswer(raw, cipher, reference)
    requireSamePayment(wire, parameters, reference)
    return judgeAnswer(call, decodeAnswer(call, parameters, reference), reference)
  }

  const client: PaygateClient = {
    prepare(call, values, language) {
      const wire = encode(call, values, language)
      return { call, maskedRequest: maskParameters(call, wire), send: () => exchange(call, wire) }
    },
    prepareForm(call, values, language) {
      const wire = encode(call, values, language)
      const url = new URL(call.script, options.baseUrl).href
      return { url, fields: seal(call, wire), maskedRequest: maskParameters(call, wire) }
    },
    send: (call, values, language) => client.prepare(call, values, language).send(),
    close: () => channel.close(),
  }
  return client
}

function describeFailure(error: unknown, reference: CallReference): unknown {
  if (!(error instanceof TransportFailure)) {
    return error
  }
  return error.sent
    ? new PaygateError({
        kind: "unknown",
        code: error.reason === "timeout" ? "timeout" : "no_answer",
        message: `No answer to ${reference.call} arrived (${error.reason}); it may have been carried out`,
        ...reference,
      })
    : new PaygateError({
        kind: "transport",
        code: "not_reachable",
        message: `Paygate could not be reached for ${reference.call} (${error.reason}); nothing was sent`,
        ...reference,
      })
}
