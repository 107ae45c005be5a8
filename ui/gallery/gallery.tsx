import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { DeskGallery } from './desk-gallery.tsx'
import { PortalGallery } from './portal-gallery.tsx'

// Writes .cache/gallery/<product>-<theme>.html, to look at every part in both themes. Run:
// npx tsx --tsconfig ui/gallery/tsconfig.json ui/gallery/gallery.tsx
const out = fileURLToPath(new URL('../../.cache/gallery/', import.meta.url))
const styles = fileURLToPath(new URL('../src/styles/', import.meta.url))
mkdirSync(out, { recursive: true })
await build({
  entryPoints: [`${styles}portal.css`, `${styles}desk.css`],
  bundle: true,
  minify: true,
  outdir: out,
})

const document = (product: string, theme: string, direction: string, body: VNode) => `<!doctype html>
<html lang="en" dir="${direction}" data-theme="${theme}"><head><meta charset="utf-8"><title>${product} gallery</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="${product}.css"></head>
<body>${renderToString(body)}</body></html>`

for (const theme of ['light', 'dark']) {
  writeFileSync(`${out}portal-${theme}.html`, document('portal', theme, 'ltr', <PortalGallery />))
  writeFileSync(`${out}desk-${theme}.html`, document('desk', theme, 'ltr', <DeskGallery />))
}
writeFileSync(`${out}portal-rtl.html`, document('portal', 'light', 'rtl', <PortalGallery />))
writeFileSync(`${out}desk-rtl.html`, document('desk', 'light', 'rtl', <DeskGallery />))
