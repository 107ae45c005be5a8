/**
 * Adds words to the locale files, sorted, and lists the files for the type checker (locales/src/files.generated.ts):
 *   echo '{"bills.empty": ["No bills yet", "Aún no hay facturas"]}' | node tools/words.mjs billing portal
 * `null` in place of the two texts removes a word. Without arguments it only lists the files.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const locales = ['en', 'es']
const list = 'locales/src/files.generated.ts'

/** Returns the text of the generated list of locale files. */
export function listOfFiles() {
  const names = readdirSync('locales/en').map((name) => name.replace(/\.json$/, ''))
  const variable = (locale, name) =>
    locale + name.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase())
  const lines = ['// Written by tools/words.mjs from the files in locales/en.']
  for (const locale of locales)
    for (const name of names)
      lines.push(`import ${variable(locale, name)} from '../${locale}/${name}.json' with { type: 'json' }`)
  const object = (locale) => `{ ${names.map((name) => `'${name}': ${variable(locale, name)}`).join(', ')} }`
  lines.push(
    '',
    `const en = ${object('en')}`,
    `const es: typeof en = ${object('es')}`,
    'export const files = { en, es }',
  )
  return `${lines.join('\n')}\n`
}

function addWords(file, reader, words) {
  for (const [i, locale] of locales.entries()) {
    const path = `locales/${locale}/${file}.json`
    const sections = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
    const section = { ...sections[reader] }
    for (const [key, texts] of Object.entries(words)) {
      if (texts === null) delete section[key]
      else section[key] = texts[i]
    }
    sections[reader] = Object.fromEntries(Object.entries(section).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (Object.keys(section).length === 0) delete sections[reader]
    writeFileSync(path, `${JSON.stringify(sections, null, 2)}\n`)
  }
}

if (import.meta.filename === process.argv[1]) {
  const [, , file, reader] = process.argv
  if (file && !['shared', 'portal', 'desk', 'server', 'mail'].includes(reader))
    throw new Error('words: who reads these? node tools/words.mjs <file> shared|portal|desk|server|mail')
  if (file) addWords(file, reader, JSON.parse(readFileSync(0, 'utf8')))
  writeFileSync(list, listOfFiles())
}
