/**
 * Checks the house's rules by reading imports and sizes. The zones come from the folders: there is no list to forget.
 * Prints every breach as `file: what` and fails where there is one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const workspaces = ['contract', 'ui', 'server', 'portal', 'desk']
const mayReach = {
  contract: [],
  ui: [],
  portal: ['contract', 'ui'],
  desk: ['contract', 'ui'],
  server: ['contract'],
}
const breaches = []
const warnings = []
const imports = new Map()

/** An import as written, from a file, as a path of the project (or the name of a package). */
function resolve(file, specifier) {
  const workspace = file.split('/')[0]
  if (specifier.startsWith('#')) return `${workspace}/src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  const own = /^@porchlight\/(\w+)\/(.+)$/.exec(specifier)
  return own ? `${own[1]}/src/${own[2]}` : specifier
}

const zoneOf = (file) =>
  file
    .split('/')
    .slice(2, file.startsWith('server/src/features/') ? 4 : 3)
    .join('/')

function checkImport(file, target, specifier) {
  const breach = (text) => breaches.push(`${file}: ${text} (${specifier})`)
  const isTest = /\.(test|fixture)\.tsx?$/.test(file) || file.includes('/testing/')
  const [from, to] = [file.split('/')[0], target.split('/')[0]]
  if (specifier.split('../').length > 3) breach('climbs more than two levels')
  if (from === 'contract' && !workspaces.includes(to) && !isTest && target !== 'zod')
    breach('the contract imports nothing but zod')
  if (!workspaces.includes(to)) return
  const isDoor = file === 'server/src/app.ts' && target.startsWith('portal/src/app/')
  if (from !== to && !mayReach[from].includes(to) && !isDoor) breach(`${from} may not import ${to}`)
  if (/\.island\.tsx?$/.test(file) && /\/(page|form)\.tsx$/.test(target)) breach('an island imports no page')
  if (from !== 'server' || to !== 'server' || isTest) return
  const [zone, other] = [zoneOf(file), zoneOf(target)]
  if (other.startsWith('testing')) breach('only tests import the testing folder')
  if (zone === 'pipeline' && other.startsWith('features')) breach('the pipeline knows no feature')
  if (/^(policy|database|integrations)$/.test(zone) && other.startsWith('features'))
    breach(`${zone} knows no feature`)
  const isOtherFeature = zone.startsWith('features/') && other.startsWith('features/') && zone !== other
  if (isOtherFeature && !target.endsWith('/index.ts')) breach('features meet only through index.ts')
}

function checkFile(file, text) {
  const breach = (what) => breaches.push(`${file}: ${what}`)
  const lines = text.split('\n').length
  const isTest = /\.test\.tsx?$/.test(file)
  const name = path.basename(file).replace(/\.\w+$/, '')
  if (/\.generated\.ts$/.test(file)) return
  if (lines > (isTest ? 500 : 350)) breach(`${lines} lines`)
  else if (lines > 250 && !isTest) warnings.push(`${file}: ${lines} lines`)
  if (file.split('/').length - 3 > 3) breach('more than three folders below src')
  if (/(^|-)(utils?|helpers?|common|misc|manager|base|v2|new|service)$/.test(name))
    breach('a name that says nothing')
  if (/process\.env[.[]/.test(text) && !isTest && !/config\.ts$|\/testing\//.test(file))
    breach('only config.ts reads the environment')
  if (/ as Grant</.test(text) && !file.endsWith('policy/decide.ts')) breach('only decide makes a grant')
  if (/^(portal|desk)\/.*\/index\.tsx?$/.test(file)) breach('no barrel files in front ends')
}

/** Follows the imports of values; a way back to a file that is still open is a cycle. */
function findCycles() {
  const done = new Set()
  const visit = (file, open) => {
    if (open.includes(file)) breaches.push(`cycle: ${[...open.slice(open.indexOf(file)), file].join(' -> ')}`)
    if (open.includes(file) || done.has(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...open, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
}

for (const workspace of workspaces) {
  for (const name of readdirSync(`${workspace}/src`, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue
    const file = `${workspace}/src/${name.replaceAll(path.sep, '/')}`
    const text = readFileSync(file, 'utf8')
    checkFile(file, text)
    const values = []
    for (const [, kind, specifier] of text.matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm,
    )) {
      const target = resolve(file, specifier)
      checkImport(file, target, specifier)
      if (!kind) values.push(target)
    }
    imports.set(file, values)
  }
}
findCycles()
for (const warning of warnings) console.warn(`warning: ${warning}`)
for (const breach of breaches) console.error(breach)
console.log(`architecture: ${imports.size} files, ${breaches.length} breaches`)
process.exitCode = breaches.length > 0 ? 1 : 0
