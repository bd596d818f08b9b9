/** The dashboard writes `ptBR`, `Intl` reads `pt-BR`. */
export function localeOf(language: string): string {
  return language.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2")
}

/** How many decimal places a currency has. */
export function digitsOf(currencyCode: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency: currencyCode }).resolvedOptions()
    .maximumFractionDigits as number
}

export interface Format {
  /** An amount in major units. */
  money: (amount: number, currencyCode: string) => string
  /** A number as it stands, such as 1.00, written with as many decimal places. */
  decimal: (number: string) => string
  /** The currency's own sign, such as €. */
  symbol: (currencyCode: string) => string
  date: (iso: string) => string
  dateTime: (iso: string) => string
  time: (iso: string) => string
  /** "in 3 days", "yesterday". */
  fromNow: (iso: string, now?: Date) => string
  /** "38 ms", from a second on "1.2 sec". */
  duration: (milliseconds: number) => string
  country: (code: string) => string
}

const DAY = 24 * 60 * 60 * 1000

/** Calendar days from now until then, negative when it is over. */
export function daysUntil(iso: string, now = new Date()): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(new Date(iso)) - midnight(now)) / DAY)
}

/** Writes amounts and dates in a language of the dashboard's. */
export function createFormat(language: string): Format {
  const locale = localeOf(language)
  const currency = (code: string) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: code, currencyDisplay: "narrowSymbol" })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium" })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "medium" })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const inUnit = (unit: "second" | "millisecond") =>
    new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: unit === "second" ? 1 : 0 })
  const countries = new Intl.DisplayNames(locale, { type: "region" })
  return {
    money: (amount, code) => currency(code).format(amount),
    decimal: (number) => {
      const digits = number.split(".")[1]?.length ?? 0
      return new Intl.NumberFormat(locale, { minimumFractionDigits: digits }).format(Number(number))
    },
    symbol: (code) =>
      currency(code)
        .formatToParts(0)
        .find(({ type }) => type === "currency")?.value ?? code,
    date: (iso) => date.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    fromNow: (iso, now) => relative.format(daysUntil(iso, now), "day"),
    duration: (milliseconds) =>
      milliseconds < 1000 ? inUnit("millisecond").format(milliseconds) : inUnit("second").format(milliseconds / 1000),
    country: (code) => countries.of(code.toUpperCase()) ?? code,
  }
}
