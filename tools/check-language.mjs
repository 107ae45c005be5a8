/**
 * Checks the language of everything that people read (CONTRIBUTING.md). `tools/language.json` holds the rules: forbidden words of
 * all texts, of code, of screens in each language, and of each reader's screens; the form of commit subjects.
 *
 * `--lower` writes today's counts of the rules with a ratchet where they have fallen. `--since <commit>` checks the commits after
 * that one instead of those of this branch.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const list = 'tools/language.json'
const rules = JSON.parse(readFileSync(list, 'utf8'))
const rooms = [
  'contract',
  'server',
  'portal',
  'desk',
  'ui',
  'embedded-postgres',
  'locales',
  'e2e',
  'tools',
  'docs',
]
// Migrations that landed are never edited; generated files and word lists are data; these hold the forbidden words themselves.
const isRead = (name) =>
  /\.(tsx?|mjs|md|css|json|sql)$/.test(name) &&
  !/node_modules\/|package-lock|\.generated\.ts$|schema\.json$|common-passwords|word-forms|labelled|language\.(json|mjs|test)|CONTRIBUTING/.test(
    name,
  ) &&
  !(name.endsWith('.sql') && name < `server/migrations/${rules.firstReadMigration}`)

const files = [
  ...rooms
    .filter(existsSync)
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map(
        (name) => `${room}/${name.replaceAll('\\', '/')}`,
      ),
    ),
  ...readdirSync('.'),
].filter(isRead)

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
const counts = {}
const stored = new RegExp(`${rules.stored.names}|${rules.stored.fields}`, 'g')
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const lines = text.split('\n')
  const [, language] = /^locales\/(\w\w)\//.exec(file) ?? []
  const sections = language ? sectionsOf(lines) : []
  for (const [name, rule] of Object.entries(rules.rules)) {
    if (rule.language ? rule.language !== language : language === 'es') continue
    if (rule.in && !new RegExp(rule.in).test(file)) continue
    if (rule.most) {
      const room = file.includes('/') ? file.split('/')[0] : 'root'
      const count = text.match(new RegExp(rule.pattern, 'gm'))?.length ?? 0
      if (count > 0) counts[name] = { ...counts[name], [room]: (counts[name]?.[room] ?? 0) + count }
      continue
    }
    const pattern = new RegExp(
      rule.pattern,
      `${rule.isSpelling || rule.language ? 'i' : ''}${rule.language === 'es' ? 'u' : ''}`,
    )
    lines.forEach((line, index) => {
      if (rule.reader && rule.reader !== sections[index]) return
      if (rule.except && new RegExp(rule.except).test(line)) return
      const read = rule.language ? shown(line) : line
      const breach = pattern.exec(rule.isSpelling ? read.replace(stored, '') : read)
      if (breach) problems.push(`${file}:${index + 1}: ${name}: "${breach[0].trim()}"`)
    })
  }
}

for (const [name, rule] of Object.entries(rules.rules).filter(([, { most }]) => most)) {
  for (const [room, count] of Object.entries(counts[name] ?? {}))
    if (count > (rule.most[room] ?? 0))
      problems.push(`${room}: ${name}: ${count} times, at most ${rule.most[room] ?? 0}`)
  if (process.argv.includes('--lower'))
    rule.most = Object.fromEntries(
      Object.entries(rule.most)
        .map(([room, most]) => [room, Math.min(most, counts[name]?.[room] ?? 0)])
        .filter(([, most]) => most > 0),
    )
}
if (process.argv.includes('--lower')) writeFileSync(list, `${JSON.stringify(rules, null, 2)}\n`)

/** Returns the subjects of the commits since `base`, by default of this branch's own, which can still be rewritten. */
function subjects(base = rules.commits.main) {
  try {
    const git = (...args) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return git('log', '--no-merges', '--format=%s', `${base}..HEAD`).split('\n').filter(Boolean)
  } catch {
    // No history: an unpacked release, or a shallow clone.
    return []
  }
}
const since = process.argv.indexOf('--since')
for (const subject of subjects(since < 0 ? undefined : process.argv[since + 1]))
  if (subject.length > rules.commits.most || !new RegExp(rules.commits.pattern).test(subject))
    problems.push(
      `commit "${subject}": "area: imperative", at most ${rules.commits.most} characters, no full stop`,
    )

for (const problem of problems) console.error(problem)
const left = Object.values(counts)
  .flatMap((rooms) => Object.values(rooms))
  .reduce((sum, count) => sum + count, 0)
console.log(
  `language: ${files.length} files, ${problems.length} problems; ${left} doc comments begin without a verb`,
)
process.exitCode = problems.length > 0 ? 1 : 0
