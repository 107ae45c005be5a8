/**
 * Checks the house's rules by reading imports and sizes. The zones come from the folders: there is no list to forget.
 * Prints every breach as `where: what` and fails where there is one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const workspaces = ['contract', 'embedded-postgres', 'locales', 'ui', 'server', 'portal', 'desk']

/** What is a breach in every import, written as `file -> target (specifier)`. */
const importRules = {
  'climbs more than two levels': /\(.*(\.\.\/.*){3}/,
  'the contract knows no other workspace': /^contract\/.* -> (locales|ui|server|portal|desk)\//,
  'the locales know no other workspace': /^locales\/.* -> (contract|ui|server|portal|desk)\//,
  'the kit knows no other workspace': /^ui\/.* -> (contract|locales|server|portal|desk)\//,
  'the portal knows only contract, locales and ui': /^portal\/.* -> (server|desk)\//,
  'the desk knows only contract, locales and ui': /^desk\/.* -> (server|portal)\//,
  'the server knows only contract and locales, and its app.ts portal/src/app':
    /^server\/(?!src\/app\.ts -> portal\/src\/app\/).* -> (ui|portal|desk)\//,
  'an island imports no page': /\.island\.tsx? -> .*\/(page|form)\.tsx \(/,
}

/** What is a breach in an import outside of tests. */
const houseRules = {
  'the contract imports nothing but zod':
    /^contract\/.* -> (?!zod \(|(contract|locales|ui|server|portal|desk)\/)/,
  'only tests import the testing folder': /^server\/.* -> server\/src\/testing/,
  'pipeline, policy, database and integrations know no feature, but the list of policy rows':
    /^server\/src\/(pipeline|policy|database|integrations)\/(?!rows\.generated\.ts -> server\/src\/features\/[^/]+\/policy\.ts).* -> server\/src\/features/,
  'policy rows know the policy alone':
    /^server\/src\/features\/[^/]+\/policy\.ts -> (?!server\/src\/policy\/(policy|actor|subject)\.ts|contract\/)/,
  'features meet only through index.ts':
    /^server\/src\/features\/([^/ ]+)(?=[/ ]).* -> server\/src\/features\/(?!\1[/ ]|.*\/index\.ts \()/,
}

/** What is a breach in the path of a file. */
const pathRules = {
  'more than three folders below src': /^\w+\/src\/([^/]+\/){4}/,
  'no barrel files in front ends': /^(portal|desk)\/.*\/index\.tsx?$/,
  'a name that says nothing': /[/-](utils?|helpers?|common|misc|manager|base|v2|new|service)\.\w+$/,
}

const breaches = []
const imports = new Map()

/** An import as written, from a file, as a path of the project (or the name of a package). */
function resolve(file, specifier) {
  if (specifier.startsWith('#')) return `${file.split('/')[0]}/src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  return specifier.replace(/^@porchlight\/([\w-]+)\//, '$1/src/')
}

function check(rules, line) {
  for (const [what, breach] of Object.entries(rules)) if (breach.test(line)) breaches.push(`${line}: ${what}`)
}

function checkImport(file, specifier) {
  const line = `${file} -> ${resolve(file, specifier)} (${specifier})`
  check(importRules, line)
  if (!/\.(test|fixture)\.tsx?$|\/testing\//.test(file)) check(houseRules, line)
}

/** Follows the imports of values and types; a way back to a file that is still open is a cycle. */
function findCycles(file, open, done) {
  if (open.includes(file)) breaches.push(`cycle: ${[...open.slice(open.indexOf(file)), file].join(' -> ')}`)
  if (open.includes(file) || done.has(file)) return
  for (const target of imports.get(file) ?? []) findCycles(target, [...open, file], done)
  done.add(file)
}

function checkFile(file, text) {
  const lines = text.split('\n').length
  const isTest = /\.test\.tsx?$/.test(file)
  if (lines > (isTest ? 500 : 350)) breaches.push(`${file}: ${lines} lines`)
  else if (lines > 250 && !isTest) console.warn(`warning: ${file}: ${lines} lines`)
  check(pathRules, file)
  if (/process\.env[.[]/.test(text) && !isTest && !/config\.ts$|\/testing\//.test(file))
    breaches.push(`${file}: only config.ts reads the environment`)
  if (/ as Grant</.test(text) && !file.endsWith('policy/decide.ts'))
    breaches.push(`${file}: only decide makes a grant`)
}

const done = new Set()
for (const workspace of workspaces) {
  for (const name of readdirSync(`${workspace}/src`, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue
    const file = `${workspace}/src/${name.replaceAll(path.sep, '/')}`
    const text = readFileSync(file, 'utf8')
    if (!file.endsWith('.generated.ts')) checkFile(file, text)
    const specifiers = [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'/gm)].map(
      ([, from]) => from,
    )
    for (const specifier of specifiers) checkImport(file, specifier)
    imports.set(
      file,
      specifiers.map((specifier) => resolve(file, specifier)),
    )
  }
}
for (const file of imports.keys()) findCycles(file, [], done)
for (const breach of breaches) console.error(breach)
console.log(`architecture: ${imports.size} files, ${breaches.length} breaches`)
process.exitCode = breaches.length > 0 ? 1 : 0
