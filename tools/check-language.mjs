/**
 * Checks the language of what people read (CONTRIBUTING.md): American spelling, no word that the glossary replaces on a screen,
 * fewer riddles than before in each room, and the form of commit subjects. `--lower` writes today's counts where they have fallen.
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
// Migrations that landed are never edited; generated files and word lists are data; these two hold the forbidden words.
const isRead = (name) =>
  /\.(tsx?|mjs|md|css|json)$/.test(name) &&
  !/migrations\/|\.generated\.ts$|schema\.json$|common-passwords|word-forms|labelled|language\.(json|mjs|test)|CONTRIBUTING|locales\/es/.test(
    name,
  )

const files = [
  ...rooms
    .filter(existsSync)
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map(
        (name) => `${room}/${name.replaceAll('\\', '/')}`,
      ),
    ),
  ...readdirSync('.'),
].filter((name) => isRead(name) && !/node_modules\/|package-lock/.test(name))

const problems = []
const counts = {}
const { britishSpellings, screens, riddles, commits } = rules
const stored = new RegExp(`${britishSpellings.stored.names}|${britishSpellings.stored.fields}`, 'g')
const british = new RegExp(britishSpellings.pattern, 'i')
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  text.split('\n').forEach((line, index) => {
    const spelling = british.exec(line.replace(stored, ''))
    if (spelling) problems.push(`${file}:${index + 1}: British spelling "${spelling[0]}"`)
    const word =
      /^locales\/en\//.test(file) && new RegExp(screens.pattern, 'i').exec(line.replace(/^ *"[^"]*":/, ''))
    if (word) problems.push(`${file}:${index + 1}: "${word[0]}" on a screen`)
  })
  for (const [name, pattern] of Object.entries(riddles.patterns)) {
    const count = text.match(new RegExp(pattern, 'g'))?.length ?? 0
    const key = `${file.includes('/') ? file.split('/')[0] : 'root'}: ${name}`
    if (count > 0) counts[key] = (counts[key] ?? 0) + count
  }
}

const before = riddles.most
for (const [key, count] of Object.entries(counts))
  if (count > (before[key] ?? 0))
    problems.push(`${key}: ${count} times, at most ${before[key] ?? 0}. Name the thing.`)
if (process.argv.includes('--lower')) {
  // The first run has no figures yet; later ones only lower them.
  const isFirst = Object.keys(before).length === 0
  riddles.most = Object.fromEntries(
    Object.entries(counts)
      .map(([key, count]) => [key, isFirst ? count : Math.min(count, before[key] ?? 0)])
      .filter(([, count]) => count > 0)
      .sort(),
  )
  writeFileSync(list, `${JSON.stringify(rules, null, 2)}\n`)
}

/** Returns the subjects of the branch's own commits, which can still be rewritten; none on main, and none without a history. */
function subjects() {
  try {
    const git = (...args) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return git('log', '--no-merges', '--format=%s', `${commits.main}..HEAD`).split('\n').filter(Boolean)
  } catch {
    return []
  }
}
for (const subject of subjects())
  if (
    subject.length > commits.most ||
    !/^[a-z][a-z0-9-]*(?:(?:, |[ ,/])[a-z0-9-]+)*: \S.*[^.]$/.test(subject)
  )
    problems.push(`commit "${subject}": "area: imperative", at most ${commits.most} characters, no full stop`)

for (const problem of problems) console.error(problem)
const left = Object.values(counts).reduce((sum, count) => sum + count, 0)
console.log(`language: ${files.length} files, ${problems.length} problems; ${left} riddles left`)
process.exitCode = problems.length > 0 ? 1 : 0
