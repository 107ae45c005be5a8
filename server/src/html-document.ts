import type { Locale } from '@porchlight/contract/values.ts'
import { type Html, html } from './html.ts'

export type HtmlDocument = {
  locale: Locale
  title: string
  /** Addresses of the built files. */
  css: string | readonly string[]
  icon: string
  head?: Html
  body: Html
}

/** Returns a document that the server writes without a front end: no inline script, no inline style, in the reader's own theme. */
export const htmlDocument = ({ locale, title, css, icon, head, body }: HtmlDocument): string =>
  html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
${[css].flat().map((address) => html`<link rel="stylesheet" href="${address}">`)}
<link rel="icon" href="${icon}" type="image/svg+xml">
${head}
</head>
<body>
${body}
</body>
</html>
`.text
