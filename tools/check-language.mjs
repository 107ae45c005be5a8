/**
 * Checks the language of everything that people read (CONTRIBUTING.md). `tools/language.json` holds the rules: forbidden words of
 * all texts, of code, of screens in each language, and of each reader's screens; how a doc comment begins; the longest sentence of
 * a document; the form of commit subjects. `--since <commit>` checks the commits after that one instead of those of this branch.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const { stored, firstReadMigration, rules, sentences, commits } = JSON.parse(
  readFileSync('tools/language.json', 'utf8'),
)
const rooms = 'contract server portal desk ui embedded-postgres locales e2e tools docs'
  .split(' ')
  .filter(existsSync)
// Migrations that landed are never edited; generated files and word lists are data; these hold the forbidden words themselves.
const isRead = (name) =>
  /\.(tsx?|mjs|md|css|json|sql)$/.test(name) &&
  !/node_modules\/|package-lock|\.generated\.ts$|schema\.json$|common-passwords|word-forms|language\.(json|mjs|test)|CONTRIBUTING/.test(
    name,
  ) &&
  !(name.endsWith('.sql') && name < `server/migrations/${firstReadMigration}`)
const namesIn = (room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map(
    (name) => `${room}/${name.replaceAll('\\', '/')}`,
  )
const files = [...rooms.flatMap(namesIn), ...readdirSync('.')].filter(isRead)

/** Returns a line of a locale file as a reader sees it: without the key and the names of values, which are names in the code. */
const shown = (line) => line.replace(/^ *"[^"]*":/, '').replace(/\{\w+(?=[,}])/g, '')
/** Returns the section (the reader) of each line of a locale file. */
function sectionsOf(lines) {
  let section = ''
  return lines.map((line) => {
    section = /^ {2}"(\w+)": \{/.exec(line)?.[1] ?? section
    return section
  })
}
const problems = []
const storedNames = new RegExp(`${stored.names}|${stored.fields}`, 'g')
const lineAt = (text, index) => text.slice(0, index).split('\n').length

/** Notes each sentence of a document that is longer than `sentences.most` words. Code, tables and headings are no sentences. */
function checkSentences(file, text) {
  const prose = text.replace(/^(?:```[\s\S]*?^```| {4}.*|\|.*|#.*)$/gm, '')
  for (const block of prose.split(/\n\s*\n|^\s*(?:[-*]|\d+\.)\s/m))
    for (const sentence of block.split(/(?<=[.:;?!]\)?)\s+/)) {
      const words = sentence.trim().split(/\s+/)
      if (words.length > sentences.most)
        problems.push(`${file}: sentence of ${words.length} words: "${words.slice(0, 8).join(' ')} ..."`)
    }
}

for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const lines = text.split('\n')
  const [, language] = /^locales\/(\w\w)\//.exec(file) ?? []
  const sections = language ? sectionsOf(lines) : []
  if (file.endsWith('.md')) checkSentences(file, text)
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.language ? rule.language !== language : language === 'es') continue
    if (rule.in && !new RegExp(rule.in).test(file)) continue
    const note = (at, what) => problems.push(`${file}:${at}: ${name}: "${what.trim()}"`)
    if (rule.isOfManyLines) {
      for (const { 0: what, index } of text.matchAll(new RegExp(rule.pattern, 'gm')))
        note(lineAt(text, index), what.split('\n')[0])
      continue
    }
    const flags = `${rule.isSpelling || rule.language ? 'i' : ''}${rule.language === 'es' ? 'u' : ''}`
    const pattern = new RegExp(rule.pattern, flags)
    lines.forEach((line, index) => {
      if (rule.reader && rule.reader !== sections[index]) return
      if (rule.except && new RegExp(rule.except).test(line)) return
      const read = rule.language ? shown(line) : line
      const breach = pattern.exec(rule.isSpelling ? read.replace(storedNames, '') : read)
      if (breach) note(index + 1, breach[0])
    })
  }
}

/** Returns the subjects of the commits since `base`, by default of this branch's own, which can still be rewritten. */
function subjects(base = commits.main) {
  try {
    const log = ['log', '--no-merges', '--format=%s', `${base}..HEAD`]
    const output = execFileSync('git', log, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return output.split('\n').filter(Boolean)
  } catch {
    // No history: an unpacked release, or a shallow clone.
    return []
  }
}
const since = process.argv.indexOf('--since')
for (const subject of subjects(since < 0 ? undefined : process.argv[since + 1]))
  if (subject.length > commits.most || !new RegExp(commits.pattern).test(subject))
    problems.push(`commit "${subject}": "area: imperative", at most ${commits.most} characters, no full stop`)

for (const problem of problems) console.error(problem)
console.log(`language: ${files.length} files, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
