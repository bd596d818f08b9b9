import { evidenceOf } from "../evidence"

describe("what an operation's end is known by", () => {
  it.each([
    ["answer", "a success", { kind: "capture", state: "succeeded", code: "00000000" }],
    ["answer", "a refusal", { kind: "capture", state: "failed", code: "22890100" }],
    ["answer", "a refused change", { kind: "update_address", state: "failed", code: "22891370" }],
    ["nothing_sent", "a call that never left", { kind: "capture", state: "failed", code: "not_reachable" }],
    ["nothing_sent", "what the plugin refused", { kind: "update_address", state: "failed", code: "address_invalid" }],
    ["inquiry", "a lost answer that was found carried out", { kind: "capture", state: "succeeded", code: "timeout" }],
    ["inquiry", "a lost answer that was not", { kind: "credit", state: "failed", code: "no_answer" }],
    ["inquiry", "a process that died", { kind: "capture", state: "failed", code: null }],
    ["inquiry", "a pending order that came", { kind: "create_order", state: "succeeded", code: "62890000" }],
    ["inquiry", "an answer that left it in doubt", { kind: "capture", state: "failed", code: "22890051" }],
    ["inquiry", "a code that the status contradicted", { kind: "capture", state: "failed", code: "00000000" }],
    ["none", "a change without its answer", { kind: "update_reference", state: "failed", code: "timeout" }],
    ["none", "an invoice without its answer", { kind: "resend_invoice", state: "failed", code: null }],
    ["none", "a session without its answer", { kind: "create_session", state: "failed", code: "no_answer" }],
    ["answer", "an inquiry", { kind: "inquire", state: "succeeded", code: "00000000" }],
    ["answer", "a refused inquiry", { kind: "inquire", state: "failed", code: "22890061" }],
    ["none", "an inquiry without its answer", { kind: "inquire", state: "failed", code: "timeout" }],
    ["none", "an inquiry that Paygate puts off", { kind: "inquire", state: "failed", code: "62890000" }],
    ["nothing_sent", "an inquiry that never left", { kind: "inquire", state: "failed", code: "not_reachable" }],
    ["nothing_sent", "a call that cannot be built", { kind: "capture", state: "failed", code: "invalid_request" }],
    [null, "what is under way", { kind: "capture", state: "started", code: null }],
    [null, "what is open", { kind: "update_address", state: "unknown", code: "timeout" }],
  ] as const)("is %s for %s", (evidence, _what, operation) => {
    expect(evidenceOf(operation)).toBe(evidence)
  })
})
