interface PageTexts {
  title: string
  wait: string
  /** For those whose browser runs no scripts. */
  hint: string
  button: string
  /** Where there is no such page (any more). */
  lost: string
  lostHint: string
}

/** What the pages say, by Paygate's own code of the language. */
const TEXTS: Record<string, PageTexts> = {
  DE: {
    title: "Weiter zu Klarna",
    wait: "Sie werden zu Klarna weitergeleitet",
    hint: "Falls nichts geschieht, nutzen Sie bitte die Schaltfläche.",
    button: "Weiter zu Klarna",
    lost: "Diese Seite gibt es nicht mehr",
    lostHint: "Bitte kehren Sie zum Shop zurück und wählen Sie Klarna erneut.",
  },
  FR: {
    title: "Vers Klarna",
    wait: "Vous allez être redirigé vers Klarna",
    hint: "Si rien ne se passe, utilisez le bouton.",
    button: "Continuer vers Klarna",
    lost: "Cette page n’existe plus",
    lostHint: "Veuillez retourner à la boutique et choisir de nouveau Klarna.",
  },
  NL: {
    title: "Naar Klarna",
    wait: "U wordt doorgestuurd naar Klarna",
    hint: "Gebruik de knop als er niets gebeurt.",
    button: "Verder naar Klarna",
    lost: "Deze pagina bestaat niet meer",
    lostHint: "Ga terug naar de winkel en kies Klarna opnieuw.",
  },
  SE: {
    title: "Till Klarna",
    wait: "Du skickas vidare till Klarna",
    hint: "Använd knappen om inget händer.",
    button: "Vidare till Klarna",
    lost: "Sidan finns inte längre",
    lostHint: "Gå tillbaka till butiken och välj Klarna igen.",
  },
  NO: {
    title: "Til Klarna",
    wait: "Du blir sendt videre til Klarna",
    hint: "Bruk knappen hvis ingenting skjer.",
    button: "Gå videre til Klarna",
    lost: "Denne siden finnes ikke lenger",
    lostHint: "Gå tilbake til butikken og velg Klarna på nytt.",
  },
  DK: {
    title: "Til Klarna",
    wait: "Du sendes videre til Klarna",
    hint: "Brug knappen, hvis der ikke sker noget.",
    button: "Videre til Klarna",
    lost: "Denne side findes ikke længere",
    lostHint: "Gå tilbage til butikken, og vælg Klarna igen.",
  },
  FI: {
    title: "Klarnaan",
    wait: "Sinut ohjataan Klarnan sivulle",
    hint: "Jos mitään ei tapahdu, käytä painiketta.",
    button: "Jatka Klarnaan",
    lost: "Tätä sivua ei enää ole",
    lostHint: "Palaa kauppaan ja valitse Klarna uudelleen.",
  },
  ES: {
    title: "A Klarna",
    wait: "Le redirigimos a Klarna",
    hint: "Si no ocurre nada, utilice el botón.",
    button: "Continuar a Klarna",
    lost: "Esta página ya no existe",
    lostHint: "Vuelva a la tienda y elija Klarna de nuevo.",
  },
  IT: {
    title: "A Klarna",
    wait: "Stai per essere reindirizzato a Klarna",
    hint: "Se non succede nulla, usa il pulsante.",
    button: "Continua su Klarna",
    lost: "Questa pagina non esiste più",
    lostHint: "Torna al negozio e scegli di nuovo Klarna.",
  },
  PL: {
    title: "Do Klarna",
    wait: "Nastąpi przekierowanie do Klarna",
    hint: "Jeśli nic się nie dzieje, użyj przycisku.",
    button: "Przejdź do Klarna",
    lost: "Ta strona już nie istnieje",
    lostHint: "Wróć do sklepu i ponownie wybierz Klarna.",
  },
}
const ENGLISH: PageTexts = {
  title: "On to Klarna",
  wait: "You are being taken to Klarna",
  hint: "If nothing happens, please use the button.",
  button: "Continue to Klarna",
  lost: "This page no longer exists",
  lostHint: "Please go back to the shop and choose Klarna again.",
}

/** `lang` of a page, by Paygate's code where it is a country's. */
const HTML_LANGUAGE: Record<string, string> = { DK: "da", SE: "sv", NO: "nb" }

/** The texts in a language of Paygate's, in English where there are none; `lang` is the page's own attribute. */
export function textsIn(language: string): PageTexts & { lang: string } {
  const texts = TEXTS[language]
  return texts ? { ...texts, lang: HTML_LANGUAGE[language] ?? language.toLowerCase() } : { ...ENGLISH, lang: "en" }
}

/** Languages that a browser may ask for, English first. */
export const BROWSER_LANGUAGES = ["en", ...Object.keys(TEXTS).map((code) => HTML_LANGUAGE[code] ?? code.toLowerCase())]

/** Paygate's code of a browser's language. */
export function codeOf(browserLanguage: string): string {
  const special = Object.entries(HTML_LANGUAGE).find(([, lang]) => lang === browserLanguage)
  return special?.[0] ?? browserLanguage.toUpperCase()
}
