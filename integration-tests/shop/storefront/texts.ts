const en = {
  title: "Your payment",
  home: "Example storefront. Shoppers come here after paying, and the address names their payment.",
  pending: "We are waiting for Klarna’s answer",
  pendingHint: "This page updates itself. Please leave it open.",
  authorized: "Thank you for your order",
  authorizedHint: "Klarna has confirmed your payment.",
  pending_authorization: "Klarna is still checking your payment",
  pending_authorizationHint: "We have your order and will let you know as soon as Klarna has decided.",
  failed: "The payment did not work",
  failedHint: "Nothing has been charged. Please choose another way to pay.",
  canceled: "You cancelled the payment",
  canceledHint: "Nothing has been charged. Your cart is as you left it.",
  unknown: "We do not know this payment",
  unknownHint: "Please go back to the shop and try again.",
  unreachable: "The shop does not answer",
  unreachableHint: "We keep trying. Please leave this page open.",
  order: "Order",
}

export type Texts = typeof en

const de: Texts = {
  title: "Ihre Zahlung",
  home: "Beispiel-Storefront. Hierher kommen Kundinnen und Kunden nach dem Bezahlen; die Adresse nennt ihre Zahlung.",
  pending: "Wir warten auf die Antwort von Klarna",
  pendingHint: "Diese Seite aktualisiert sich selbst. Bitte lassen Sie sie geöffnet.",
  authorized: "Vielen Dank für Ihre Bestellung",
  authorizedHint: "Klarna hat Ihre Zahlung bestätigt.",
  pending_authorization: "Klarna prüft Ihre Zahlung noch",
  pending_authorizationHint: "Ihre Bestellung liegt uns vor. Wir melden uns, sobald Klarna entschieden hat.",
  failed: "Die Zahlung hat nicht geklappt",
  failedHint: "Es wurde nichts abgebucht. Bitte wählen Sie eine andere Zahlungsart.",
  canceled: "Sie haben die Zahlung abgebrochen",
  canceledHint: "Es wurde nichts abgebucht. Ihr Warenkorb ist unverändert.",
  unknown: "Diese Zahlung kennen wir nicht",
  unknownHint: "Bitte kehren Sie zum Shop zurück und versuchen Sie es noch einmal.",
  unreachable: "Der Shop antwortet nicht",
  unreachableHint: "Wir versuchen es weiter. Bitte lassen Sie diese Seite geöffnet.",
  order: "Bestellung",
}

export const languages = { en, de }
export type Language = keyof typeof languages

/** The best of the page's languages for an `Accept-Language` header; English if none is wanted. */
export function chooseLanguage(header = ""): Language {
  const wanted = header
    .split(",")
    .map((entry) => /^\s*(\w+)[^;]*(?:;\s*q=([\d.]+))?/.exec(entry))
    .map((match) => ({ language: match?.[1]?.toLowerCase(), weight: Number(match?.[2] ?? 1) }))
    .filter((entry): entry is { language: Language; weight: number } => Object.hasOwn(languages, entry.language ?? ""))
    .sort((one, other) => other.weight - one.weight)
  return wanted[0]?.language ?? "en"
}
