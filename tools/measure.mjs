/**
 * Prints the measure of the house: how large its files are, how deep its folders, and why short files are alone (`--short` lists
 * them). Fails for a short file without a reason, and for a check that is longer than 100 lines. `npm run check` ends with it.
 */
import { readFileSync } from 'node:fs'
import { readSources } from './architecture/sources.mjs'

const isProduct = ({ file }) =>
  file.includes('/src/') && !/\.(test|fixture|refused|generated)\.tsx?$|\/testing\//.test(file)
const sources = readSources('.')
const product = sources.filter(isProduct).sort((one, other) => one.lines - other.lines)
const at = (share) => product[Math.floor(product.length * share)]?.lines
const longest = product.at(-1)
const pipeline = product.filter(({ file }) => file.startsWith('server/src/pipeline/'))
const depth = ({ file }) => file.slice(file.indexOf('/src/') + 5).split('/').length - 1
const deepest = Math.max(...product.map(depth))
/** Why a file may be short. A short file with none of these reasons belongs into the file of its user. */
const reasons = {
  'the one door of a feature': ({ file }) => file.endsWith('/index.ts'),
  'a declaration that `npm run features` finds': ({ code }) =>
    /= (feature|rows|screen|firstView|laterView|menuLabel|page|form|taskType|job)(<[^(]*>)?\(/.test(code),
  'the SQL of its folder': ({ file }) => file.endsWith('/queries.ts'),
  'a script of a page, which the build finds by its name': ({ file }) => file.endsWith('.island.ts'),
  'a place that the build fills': ({ file }) => file === 'desk/src/app/later-words.ts',
  'one concept with two or more users': ({ file }) =>
    sources.filter(({ imports }) => imports.some(({ to }) => to === file)).length >= 2,
}
const checked = readFileSync('tools/check.mjs', 'utf8')
const short = product.filter(({ lines }) => lines < 15)
const byReason = Object.fromEntries([...Object.keys(reasons), 'no reason'].map((name) => [name, []]))
for (const source of short)
  byReason[Object.keys(reasons).find((name) => reasons[name](source)) ?? 'no reason'].push(source)

/** The files of the checks that `npm run check` runs, and of the folders named after them. */
const checks = sources.filter(({ file }) => {
  const [, name] = /^tools\/([\w-]+)(\/[\w-]+)?\.(mjs|ts)$/.exec(file) ?? []
  return name && !/\.(test|fixture)\./.test(file) && checked.includes(`tools/${name}.`)
})
const longChecks = checks.filter(({ lines }) => lines > 100)
if (longChecks.length > 0) process.exitCode = 1

const figures = {
  'source files, without tests': `${product.length} (all files: ${sources.length})`,
  'lines of a file': `median ${at(0.5)} (aim: 60), nine in ten under ${at(0.9)} (aim: 150)`,
  'longest file': `${longest?.lines} lines, ${longest?.file}`,
  'files over 250 lines': product.filter(({ lines }) => lines > 250).length,
  'files under 15 lines': `${short.length}, by their reason to be alone:`,
  'lines of the pipeline': `${pipeline.reduce((sum, { lines }) => sum + lines, 0)} (aim: under 500)`,
  'checks over 100 lines': `${longChecks.length} of ${checks.length} files of checks${longChecks.map(({ file }) => `, ${file}`).join('')} (aim: 0)`,
  'folders below src': `at most ${deepest} (aim: 3)`,
}
console.log('The measure of the house')
for (const [name, figure] of Object.entries(figures)) {
  console.log(`  ${name.padEnd(30)}${figure}`)
  if (!name.startsWith('files under 15')) continue
  for (const [reason, of] of Object.entries(byReason))
    console.log(`    ${String(of.length).padEnd(4)}${reason}`)
}
const listed = process.argv.includes('--short') ? short : byReason['no reason']
for (const { file, lines } of listed) console.log(`  ${lines} ${file}`)
if (byReason['no reason'].length > 0) process.exitCode = 1
