import { languages, type Language } from "./texts"

export type PageSettings = { backendUrl: string; publishableKey: string }

/** The page without the payment: outcome.js asks the backend about that one. Everything put in is escaped. */
export function page(language: Language, settings: PageSettings): string {
  const texts = languages[language]
  const config = escapeHtml(JSON.stringify({ ...settings, texts }))
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(texts.title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main data-config="${config}" data-status="none" aria-live="polite">
<p class="mark" aria-hidden="true"></p>
<h1>${escapeHtml(texts.title)}</h1>
<p class="hint">${escapeHtml(texts.home)}</p>
<p class="order" hidden></p>
</main>
<script src="/outcome.js" defer></script>
</body>
</html>
`
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
