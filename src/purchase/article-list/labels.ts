/** Names of lines that the shop has no name for; the shopper reads them in Klarna's app and on the invoice. */
export interface Labels {
  article: string
  shipping: string
  giftCard: string
  storeCredit: string
  tax: string
  adjustment: string
}

const labels = (
  ...[article, shipping, giftCard, storeCredit, tax, adjustment]: [string, string, string, string, string, string]
): Labels => ({ article, shipping, giftCard, storeCredit, tax, adjustment })

/** Keyed by the document's `Language` codes (klarna-payments-interface.de.txt, "Language"). */
const LABELS = {
  EN: labels("Article", "Shipping", "Gift card", "Store credit", "Tax", "Adjustment"),
  DE: labels("Artikel", "Versand", "Geschenkkarte", "Guthaben", "Steuer", "Ausgleich"),
  DK: labels("Vare", "Fragt", "Gavekort", "Tilgodehavende", "Moms", "Regulering"),
  FI: labels("Tuote", "Toimitus", "Lahjakortti", "Hyvitys", "Vero", "Oikaisu"),
  SE: labels("Artikel", "Frakt", "Presentkort", "Tillgodohavande", "Moms", "Justering"),
  NO: labels("Vare", "Frakt", "Gavekort", "Tilgodehavende", "Merverdiavgift", "Justering"),
  NL: labels("Artikel", "Verzending", "Cadeaukaart", "Winkeltegoed", "Btw", "Correctie"),
  FR: labels("Article", "Livraison", "Carte cadeau", "Avoir", "Taxe", "Ajustement"),
  IT: labels("Articolo", "Spedizione", "Carta regalo", "Credito", "Imposta", "Rettifica"),
  ES: labels("Artículo", "Envío", "Tarjeta regalo", "Saldo", "Impuesto", "Ajuste"),
  CA: labels("Article", "Enviament", "Targeta regal", "Saldo", "Impost", "Ajust"),
  PL: labels("Artykuł", "Dostawa", "Karta podarunkowa", "Środki", "Podatek", "Korekta"),
}

/** ISO 639-1 codes where the document uses the country instead. */
const ALIASES: Record<string, keyof typeof LABELS> = { DA: "DK", SV: "SE", NB: "NO", NN: "NO" }

/** The labels for a `Language` code or a locale such as `de-AT`, in English when there are none. */
export function labelsFor(language: string): Labels {
  const code = language.slice(0, 2).toUpperCase()
  const known = ALIASES[code] ?? code
  return Object.hasOwn(LABELS, known) ? LABELS[known as keyof typeof LABELS] : LABELS.EN
}
