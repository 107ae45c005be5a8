import type { Locale } from '@porchlight/contract/values.ts'
import { type Html, html } from '../../html.ts'

export type Shell = {
  locale: Locale
  title: string
  /** Addresses of the built files. */
  css: string
  icon: string
  head?: Html
  body: Html
}

/** A document of the desk: no inline script, no inline style. */
export const shell = ({ locale, title, css, icon, head, body }: Shell): string =>
  html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${css}">
<link rel="icon" href="${icon}" type="image/svg+xml">
${head}
</head>
<body>
${body}
</body>
</html>
`.text
