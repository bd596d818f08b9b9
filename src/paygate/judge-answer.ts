import type { AnswerOf, Call } from "./call"
import type { CallReference } from "./decode"
import type { WireParameters } from "./encode"
import { PaygateError } from "./errors"
import { judgeOutcome } from "./judge-outcome"
import { describeCode, isPaygateCode } from "./response-codes"

/** A call Paygate has answered: done, or taken on with the result to follow. */
export interface CallResult<C extends Call> {
  outcome: "succeeded" | "pending"
  answer: AnswerOf<C>
  code: string
}

/** Judges an answer by its code and by the call's own success status; the two must agree to be believed. */
export function judgeAnswer<C extends Call>(call: C, answer: AnswerOf<C>, reference: CallReference): CallResult<C> {
  const common = answer as Partial<Record<"Code" | "Status" | "PayID" | "XID" | "CodeExt", string>>
  const code = common.Code ?? ""
  const facts = {
    ...reference,
    code: isPaygateCode(code) ? code : code ? "bad_code" : "no_code",
    payId: common.PayID ?? reference.payId,
    xid: common.XID,
    codeExt: common.CodeExt,
  }
  const outcome = judgeOutcome(code, common.Status ?? "", call.succeedsWith)
  if (outcome === "succeeded" || outcome === "pending") {
    return { outcome, answer, code }
  }
  if (outcome === "declined") {
    throw new PaygateError({
      ...facts,
      kind: "declined",
      message: `Paygate refused the call ${call.name}: ${describeCode(code)}`,
    })
  }
  throw new PaygateError({
    ...facts,
    kind: "unknown",
    message:
      `Paygate's answer to ${call.name} leaves the outcome open: ` +
      `${isPaygateCode(code) ? describeCode(code) : "no usable code"}; inquire before repeating`,
  })
}

/** An answer about another payment settles nothing. */
export function requireSamePayment(
  wire: WireParameters,
  answer: ReadonlyMap<string, string>,
  reference: CallReference,
): void {
  for (const name of ["TransID", "PayID"]) {
    const received = answer.get(name.toLowerCase())?.trim()
    if (wire[name] !== undefined && received && received !== wire[name]) {
      throw new PaygateError({
        kind: "unknown",
        code: "foreign_answer",
        message: `Paygate's answer has another ${name} than the request`,
        ...reference,
      })
    }
  }
}
