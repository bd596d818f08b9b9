/** The look of the hosted page. */
export const STYLE = `
body { margin: 0; background: #f4f4f4; color: #222; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 26rem; margin: 3rem auto 1rem; padding: 2rem; background: #fff; border: 1px solid #ddd }
h1 { margin: 0 0 1rem; font-size: 1.25rem }
img { max-height: 3rem; margin-bottom: 1rem }
table { width: 100%; border-collapse: collapse }
td { padding: .4rem 0; border-bottom: 1px solid #eee }
td:last-child { text-align: right; white-space: nowrap }
tfoot td { border: 0; font-weight: 600 }
form { display: grid; gap: .5rem; margin-top: 1.5rem }
button { padding: .7rem; border: 1px solid #999; background: #fff; font: inherit; cursor: pointer }
button:first-of-type { border-color: #222; background: #222; color: #fff }
footer { text-align: center; color: #777; font-size: .85rem }
`
