/**
 * Finds places of six or more lines that are the same to the letter, and prints how many there are of each kind that has a reason.
 * Fails for a pair without one: share the code, or say in `reasons` why it is written twice. Blank lines, comments, imports and
 * lines of punctuation do not count. `--list` prints every pair.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const least = 6
/** Lines in more places than this are the language's or the framework's. */
const mostPlaces = 8

const isTest = (file) => /\.(test|spec|fixture)\.tsx?$|^e2e\/|\/testing\//.test(file)
const both = (pattern) => (one, other) => pattern.test(one) && pattern.test(other)
/** Lines of data: names and values, what is expected of them, and a row that is read for it. */
const isData = (lines) =>
  lines.every(
    (line) =>
      !/[(=]/.test(line.replace(/^expect\(.*\{$|expect\.\w+\(.*?\)|^const \[\w+\] = await .*`$/g, '')),
  )
const isNames = (lines) => lines.every((line) => /^(\w+: )?\[$|^(\w+: \[)?('\w+',? ?)+\]?,$|^\],$/.test(line))
const begins = /^(before|after)(All|Each)\(|^test\(|^\}\) => \{$|\bopenDesk\($|^addresses,$/
/** Why lines may be written twice, by the files of both places and the lines. docs/decisions/0082 says more. */
const reasons = {
  'a migration writes out what it replaces': both(/^server\/migrations\//),
  'lists that `npm run features` writes': both(/\.generated\.ts$/),
  'a test says how it begins: the product, its people, the page': (one, other, lines) =>
    isTest(one) && isTest(other) && lines.some((line) => begins.test(line)),
  'a test writes out what it sends and expects': (one, other, lines) =>
    (isTest(one) || isTest(other)) && isData(lines),
  "the names of a table's columns, for another program": (one, other, lines) =>
    /^tools\/(demo|import|bench)\//m.test(`${one}\n${other}`) && isNames(lines),
  'elements in markup: a table, a dialog that asks first': (one, other, lines) =>
    both(/\.tsx$/)(one, other) && lines.some((line) => /^<t[hr]\b|rowHeader|^perform=/.test(line)),
  'a test of the server does what the desk does, and cannot import it': (one, other) =>
    one.startsWith('desk/') && isTest(other),
  'desk and portal, which cannot import each other': (one, other) =>
    one.startsWith('desk/') && other.startsWith('portal/'),
  'edits that a mutation makes': both(/^tools\/(misuse\/proofs|mutations)\//),
  'endpoints of the contract': both(/^contract\/src\//),
  'style sheets': both(/\.css$/),
  'examples of the gallery, for readers to copy': both(/^ui\/gallery\//),
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(tsx?|mjs|css|sql)$/.test(file))

/** Returns the lines that count, each with its number. */
function linesOf(file) {
  const text = readFileSync(file, 'utf8').replace(
    /^(import|export)\s[^;'"]*?from\s+['"][^'"]*['"]|^import\s+['"][^'"]*['"]|\/\*[\s\S]*?\*\//gm,
    (left) => left.replace(/[^\n]/g, ''),
  )
  return text.split('\n').flatMap((line, at) => {
    const words = line.trim().replace(/\s+/g, ' ')
    return /[\w$]/.test(words) && !/^(\/\/|--)/.test(words) ? [{ words, at: at + 1 }] : []
  })
}

const places = new Map()
for (const file of files) {
  const lines = linesOf(file)
  for (let nth = 0; nth + least <= lines.length; nth++) {
    const run = lines.slice(nth, nth + least)
    const key = run.map(({ words }) => words).join('\n')
    const place = { file, from: run[0].at, to: run[least - 1].at, lines: run.map(({ words }) => words) }
    places.set(key, [...(places.get(key) ?? []), place])
  }
}

/** The first run that two files share, by their names; a file may repeat itself. */
const pairs = new Map()
for (const same of places.values()) {
  if (same.length < 2 || same.length > mostPlaces) continue
  for (const [nth, one] of same.entries())
    for (const other of same.slice(nth + 1)) {
      const key = `${one.file} ${other.file}`
      if (one.file === other.file && other.from <= one.to) continue
      if (!pairs.has(key)) pairs.set(key, [one, other])
    }
}

const unexplained = []
const counts = Object.fromEntries(Object.keys(reasons).map((reason) => [reason, 0]))
const shown = ({ file, from, to }) => `${file}:${from}-${to}`
for (const [one, other] of pairs.values()) {
  const reason = Object.keys(reasons).find((name) => reasons[name](one.file, other.file, one.lines))
  if (reason) counts[reason]++
  else unexplained.push(`${shown(one)} ~ ${shown(other)}`)
  if (process.argv.includes('--list')) console.log(`${shown(one)} ~ ${shown(other)}  ${reason ?? ''}`)
}
console.log(`${pairs.size} pairs of files share ${least} lines or more:`)
for (const [reason, count] of Object.entries(counts)) console.log(`  ${String(count).padEnd(4)}${reason}`)
for (const pair of unexplained) console.log(`${pair}: the same lines without a reason`)
if (unexplained.length > 0) process.exitCode = 1
