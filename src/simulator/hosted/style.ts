/** The look of the hosted page. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f4f4f4; --card: #fff; --ink: #222; --soft: #666; --line: #ddd }
@media (prefers-color-scheme: dark) {
  :root { --ground: #191919; --card: #262626; --ink: #eee; --soft: #aaa; --line: #444 }
}
body { margin: 0; padding: 1rem; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { box-sizing: border-box; max-width: 26rem; margin: min(3rem, 4vw) auto 1rem; padding: 1.5rem; border-radius: 1rem; background: var(--card); overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.25rem; line-height: 1.3 }
p { margin: .25rem 0 1rem; color: var(--soft) }
img { max-width: 100%; max-height: 3rem; margin-bottom: 1rem }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
td { padding: .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td:last-child { padding-left: 1rem; text-align: right; white-space: nowrap }
tfoot td { border: 0; font-weight: 600 }
form { display: grid; gap: .75rem; margin-top: 1.5rem }
button { padding: .75rem; border: 1px solid var(--soft); border-radius: .5rem; background: none; color: inherit; font: inherit; cursor: pointer }
button:first-of-type { border-color: var(--ink); background: var(--ink); color: var(--card); font-weight: 600 }
button:focus-visible { outline: 3px solid #a78bfa; outline-offset: 2px }
footer { text-align: center; color: var(--soft); font-size: .85rem }
`
