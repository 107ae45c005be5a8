/**
 * Adds words to the locale files of a front end, sorted, in one step:
 *   echo '{"bills.empty": ["No bills yet", "Aún no hay facturas"]}' | node tools/words.mjs portal
 */
import { readFileSync, writeFileSync } from 'node:fs'

const workspace = process.argv[2]
const words = JSON.parse(readFileSync(0, 'utf8'))
for (const [i, locale] of ['en', 'es'].entries()) {
  const file = `${workspace}/src/locales/${locale}.json`
  const known = JSON.parse(readFileSync(file, 'utf8'))
  for (const [key, texts] of Object.entries(words)) {
    if (texts === null) delete known[key]
    else known[key] = texts[i]
  }
  const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`)
}
