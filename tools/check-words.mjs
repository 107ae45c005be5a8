/**
 * Checks the locale files: both languages have the same files, sections, keys and placeholders; nothing is empty; no key is in
 * two places; every key is used.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import { listOfFiles } from './words.mjs'

const problems = []
const namesIn = (elements) =>
  elements.flatMap(({ type, value, options }) => [
    ...(type === 0 || type === 7 ? [] : [value]),
    ...Object.values(options ?? {}).flatMap((option) => namesIn(option.value)),
  ])
/** Returns the names of the values that a text needs; throws where its ICU syntax is wrong. */
const placeholders = (text, locale) =>
  [...new Set(namesIn(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst()))]
    .sort()
    .join()
/** Every word of a language by `file section key`. */
const wordsIn = (locale) =>
  Object.fromEntries(
    readdirSync(`locales/${locale}`).flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(`locales/${locale}/${file}`, 'utf8'))).flatMap(
        ([section, words]) => Object.entries(words).map(([key, text]) => [`${file} ${section} ${key}`, text]),
      ),
    ),
  )

const [english, spanish] = [wordsIn('en'), wordsIn('es')]
for (const name of new Set([...Object.keys(english), ...Object.keys(spanish)])) {
  if (!english[name]?.trim()) problems.push(`locales/en/${name} is missing`)
  else if (!spanish[name]?.trim()) problems.push(`locales/es/${name} is missing`)
  else if (placeholders(english[name], 'en') !== placeholders(spanish[name], 'es'))
    problems.push(`locales/es/${name} has other placeholders`)
}

// A reader sees its own section and the shared one: a key in two of them would hide one text.
const seen = new Map()
for (const name of Object.keys(english)) {
  const [file, section, key] = name.split(' ')
  for (const reader of section === 'shared' ? ['portal', 'desk', 'server', 'mail'] : [section]) {
    const other = seen.get(`${reader} ${key}`)
    if (other) problems.push(`${key} is in locales/en/${other} and locales/en/${file}`)
    seen.set(`${reader} ${key}`, file)
  }
}

// A key is used where it is written out, or where its beginning is followed by a name that comes as data: `reason.${name}`;
// mail names its kinds of message, and adds `.subject` and `.by-support` itself.
const source = ['contract', 'server', 'portal', 'desk']
  .flatMap((workspace) =>
    readdirSync(`${workspace}/src`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test|\.generated)\.tsx?$/.test(name))
      .map((name) => readFileSync(`${workspace}/src/${name}`, 'utf8')),
  )
  .join('\n')
const uses = (begin) => [`\`${begin}.\${`, `('${begin}', `].some((use) => source.includes(use))
const isUsed = (section, key) => {
  const begins = key.split('.').map((_, i, parts) => parts.slice(0, i).join('.'))
  return (
    source.includes(`'${key}'`) ||
    begins.some((begin) => begin && (uses(begin) || (section === 'mail' && source.includes(`'${begin}'`))))
  )
}
for (const name of Object.keys(english)) {
  const [, section, key] = name.split(' ')
  if (!isUsed(section, key)) problems.push(`locales/en/${name} is not used`)
}

if (readFileSync('locales/src/files.generated.ts', 'utf8') !== listOfFiles())
  problems.push('the list of locale files is out of date: node tools/words.mjs')
for (const old of ['portal/src/locales', 'desk/src/locales', 'server/src/locales'])
  if (existsSync(old)) problems.push(`${old}: words are in locales/en and locales/es; see tools/words.mjs`)
for (const problem of problems) console.error(problem)
console.log(`words: ${Object.keys(english).length} words in each language, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
