/** A place where the declarations differ from the interface document, and why. */
export interface Deviation {
  /** The parameters as printed, in requests and answers alike. */
  parameters: readonly string[]
  printed: string
  ours: string
  reason: string
}

/**
 * Every deviation from the interface document's tables. A test compares declarations and tables and fails on a
 * difference missing here as well as on an entry no longer needed.
 */
export const FORMAT_DEVIATIONS: readonly Deviation[] = [
  {
    parameters: ["bdZip", "sdZip"],
    printed: "n..5",
    ours: "ans..10",
    reason: "postal codes of NL, GB, PL and SE have letters, blanks or hyphens and up to eight characters",
  },
  {
    parameters: ["bdStreet", "sdStreet", "bdCity", "sdCity"],
    printed: "a..32",
    ours: "ans..32",
    reason: "the same parameter carries the house number, and cities have blanks, hyphens and dots",
  },
  {
    parameters: ["bdTitle", "sdTitle", "Title"],
    printed: "a..12",
    ours: "ans..12",
    reason: 'the document\'s own examples ("Dr.") have a dot',
  },
  {
    parameters: ["bdRegion", "sdRegion"],
    printed: "a..32",
    ours: "ans..32",
    reason: "regions have hyphens and blanks (Nordrhein-Westfalen, New York)",
  },
  {
    parameters: ["SocialSecurityNumber"],
    printed: "a..5",
    ours: "n..5",
    reason: 'described as four or five digits ("NNNN", "NNNNN")',
  },
  {
    parameters: ["DateOfBirth"],
    printed: "dttm",
    ours: "YYYY-MM-DD",
    reason: "the format means date and time, the description a date alone, which is all a birthday has",
  },
  {
    parameters: ["IPAddr"],
    printed: "ans..15",
    ours: "ans..45",
    reason: "described as IPv4 or IPv6, and an IPv6 address has up to 45 characters",
  },
  {
    parameters: ["RefNr"],
    printed: "ns..30",
    ours: "ans..30",
    reason: "the session's table allows letters for the very same reference number",
  },
  { parameters: ["Code"], printed: "n8", ours: "an8", reason: "published codes contain letters, such as 2206014H" },
  {
    parameters: ["Status"],
    printed: "a..50",
    ours: "as..50",
    reason: "AUTHORIZE_REQUEST, printed in the same table, has an underscore",
  },
  {
    parameters: ["TransactionID"],
    printed: "an12",
    ours: "ans..36",
    reason: "Klarna's order ids are UUIDs of 36 characters",
  },
  {
    parameters: ["CompanyOrPerson"],
    printed: "a2",
    ours: "C or P",
    reason: "both printed values have one character",
  },
]

/** Parameters a call's table lacks although the call needs them. */
export const ADDED_PARAMETERS: readonly { call: string; parameter: string; reason: string }[] = [
  {
    call: "createOrder",
    parameter: "MAC",
    reason: "the only call with an amount whose table lacks it; every integration that is known sends it",
  },
  {
    call: "openHostedPage",
    parameter: "RTF",
    reason: "the description of Order in the same table asks for it when an agreement is to be made with Order=AUTO",
  },
]

/** Parameters that are mandatory here and optional in the document (`M`, `O`), or the reverse. */
export const CONDITION_DEVIATIONS: readonly {
  call: string
  parameter: string
  printed: "M" | "O"
  ours: "M" | "O"
  reason: string
}[] = [
  {
    call: "openHostedPage",
    parameter: "Response",
    printed: "O",
    ours: "M",
    reason: "without it the browser would carry the result in plain text, which is never believed",
  },
  {
    call: "openHostedPage",
    parameter: "TokenExt",
    printed: "M",
    ours: "O",
    reason: "a refusal has no token, and with Order=AUTO there is nothing left to do with one",
  },
]

/** Spelling slips of the document and what is done about each. */
export const SPELLING_SLIPS: readonly { printed: string; ours: string; reason: string }[] = [
  {
    printed: "global_trade_item-number (JSON example)",
    ours: "global_trade_item_number",
    reason: "the field list beside the example, and Klarna, spell it with underscores",
  },
  {
    printed: "sdAddressAdition (address change)",
    ours: "sdAddressAdition",
    reason: "sent as printed, since the table names the parameter Paygate reads; everywhere else sdAddressAddition",
  },
]
