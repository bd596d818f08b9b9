import de from "./json/de.json"
import en from "./json/en.json"
import es from "./json/es.json"
import fi from "./json/fi.json"
import fr from "./json/fr.json"
import it from "./json/it.json"
import nl from "./json/nl.json"
import pl from "./json/pl.json"
import sv from "./json/sv.json"

/** Merged into the dashboard's own texts, under a namespace of the plugin's; another language falls back to English. */
export default {
  de: { paygateKlarna: de },
  en: { paygateKlarna: en },
  es: { paygateKlarna: es },
  fi: { paygateKlarna: fi },
  fr: { paygateKlarna: fr },
  it: { paygateKlarna: it },
  nl: { paygateKlarna: nl },
  pl: { paygateKlarna: pl },
  sv: { paygateKlarna: sv },
}
