import { type Html, html } from '../html.ts'

export interface StandInPage {
  readonly language: string
  /** What the stand-in calls itself, shown above every page. */
  readonly brand: string
  /** One line that says that nothing here is real. */
  readonly notice: string
  readonly title: string
  readonly wide?: boolean
  readonly body: Html
}

/** A whole page of a stand-in: no script, no inline style; the sheet is served at `/stand-in.css`. */
export const standInPage = (page: StandInPage): string =>
  html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · ${page.brand}</title>
<link rel="stylesheet" href="/stand-in.css">
<link rel="icon" href="/stand-in.svg" type="image/svg+xml">
</head>
<body>
<header class="brand"><p class="brand-name">${page.brand}</p><p class="brand-notice">${page.notice}</p></header>
<main class="${page.wide === true ? 'sheet wide' : 'sheet'}">
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`.text

/** A message at the top of a page, announced by screen readers when it is a problem. */
export const notice = (kind: 'problem' | 'calm', body: Html | string): Html =>
  html`<div class="notice ${kind}"${kind === 'problem' && html` role="alert"`}><p>${body}</p></div>`
