/** The style sheet of every stand-in page, served at `/stand-in.css`. */
export const standInStyle = `
:root {
  color-scheme: light dark;
  --ground: #f3f4f7; --sheet: #fff; --ink: #1b2130; --soft: #515a6e; --line: #c9cfdb; --edge: #747e93;
  --accent: #2f4bb8; --accent-ink: #fff; --calm: #e9edfb; --problem: #a3170f; --problem-ground: #fdeceb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12151d; --sheet: #1b202c; --ink: #e9ecf3; --soft: #aeb7c9; --line: #38405280; --edge: #7f8aa3;
    --accent: #9db1ff; --accent-ink: #10173a; --calm: #252d45; --problem: #ffb3ac; --problem-ground: #3d1c1d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
.brand { max-width: 30rem; margin: 1rem auto; }
.brand p { margin: 0; }
.brand-name { font-weight: 700; font-size: 1.125rem; }
.brand-notice, .hint, .soft { color: var(--soft); font-size: .9375rem; }
.sheet {
  max-width: 30rem; margin: 0 auto 2rem; padding: 1.25rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: .75rem;
}
.sheet.wide { max-width: 60rem; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
h3, .cards h2 { margin: 0; font-size: 1rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
.hint { margin: .125rem 0; }
.field { margin: 1rem 0; }
.field label { display: block; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.row .field { flex: 1 1 8rem; margin-block: .25rem .75rem; }
input {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--sheet); border: 1px solid var(--edge); border-radius: .5rem;
}
input[aria-invalid="true"] { border: 2px solid var(--problem); }
input.code { font-size: 1.5rem; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: .5rem 1.125rem; font: inherit; font-weight: 600;
  text-decoration: none; text-align: center; cursor: pointer; border-radius: .5rem;
  color: var(--accent-ink); background: var(--accent); border: 1px solid var(--accent);
}
button.quiet, .button.quiet { color: var(--accent); background: transparent; }
button[aria-pressed="true"] { color: var(--accent-ink); background: var(--accent); }
p > button, p > .button { margin-block: .125rem; }
button.full { width: 100%; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.notice { margin: .75rem 0; padding: .5rem .875rem; border-radius: .5rem; background: var(--calm); }
.notice p { margin: .25rem 0; }
.problem { color: var(--problem); background: var(--problem-ground); }
.field .wrong { margin: .125rem 0; color: var(--problem); font-weight: 600; }
.cards { margin: .5rem 0 0; padding: 0; list-style: none; }
.cards > li { padding: .875rem 0; border-top: 1px solid var(--line); }
.cards form { margin-top: .5rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 .75rem; margin: .25rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
code, .figure { font-family: ui-monospace, monospace; font-variant-numeric: tabular-nums; }
.figure { font-size: 1.25rem; font-weight: 600; white-space: nowrap; }
.amount { font-size: 1.75rem; font-weight: 700; font-variant-numeric: tabular-nums; margin: 0; }
.mail-text { white-space: pre-wrap; font-family: inherit; margin: 0; }
.mail-frame { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
@media (forced-colors: active) { .notice, button { border: 1px solid; } }
`

/** The stand-ins' icon, served at `/stand-in.svg`. */
export const standInIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2f4bb8"/><path d="M4 12V7l4-4 4 4v5H4z" fill="#fff"/></svg>'
