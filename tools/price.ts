/**
 * Prints the price of a change: the files that a portal form, a desk endpoint, a desk screen and a task type touch by hand, with
 * their words. A figure over its limit fails. Nothing is listed here: new files are the kinds that every such feature has; old ones
 * are the lists that nearly every endpoint, action, screen or task type is named in.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { api } from '@porchlight/contract/api.ts'
import type { Endpoint } from '@porchlight/contract/endpoint.ts'
import { features } from '@porchlight/contract/features.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'

const workspaces = ['contract', 'locales', 'ui', 'server', 'portal', 'desk', 'tools', 'e2e']
const files = new Map<string, string>()
for (const workspace of workspaces)
  for (const name of readdirSync(workspace, { recursive: true, encoding: 'utf8' })) {
    const file = `${workspace}/${name.replaceAll('\\', '/')}`
    if (!/\.(tsx?|mjs|json)$/.test(file) || /node_modules|\.generated\.|\/package\.json$/.test(file)) continue
    // The requests that succeed are one list in several files, by who asks.
    const list = file.replace(/[\w-]+-examples\.ts$/, '*-examples.ts')
    files.set(list, (files.get(list) ?? '') + readFileSync(file, 'utf8'))
  }

/** Returns whether a text has a name, as a key or in quotes. */
const has = (text: string, name: string) =>
  text.includes(`'${name}'`) || text.includes(`"${name}"`) || new RegExp(`^ +${name}\\b`, 'm').test(text)
/** Returns the files that hold nine in ten of these names: lists in which a new one must be put. */
const listsOf = (names: readonly string[]) =>
  [...files].flatMap(([file, text]) =>
    names.filter((name) => has(text, name)).length >= names.length * 0.9 ? [file] : [],
  )

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const isIn = (folder: string) => [...files.keys()].some((file) => file.startsWith(folder))
// Features that have a form with an action and a task type of its own.
const withForm = Object.entries(features).flatMap(([key, feature]) => {
  const name = kebab(key)
  const endpoints = Object.entries<Endpoint>('endpoints' in feature ? feature.endpoints : {})
  const forms = endpoints.filter(([, { task }]) => task)
  const isWhole =
    files.has(`server/src/features/${name}/task-types.ts`) && isIn(`portal/src/features/${name}/`)
  return forms.length > 0 && isWhole ? [{ name, forms }] : []
})
const forms = withForm.flatMap((feature) => feature.forms)
const formActions = forms.flatMap(([, e]) => (!e.action || e.action === 'public' ? [] : [e.action]))
const deskEndpoints = Object.entries<Endpoint>(api).filter(([, { path }]) => path.startsWith('/api/desk'))
const screens = [...files].flatMap(([file, text]) =>
  /^desk\/.*\/screens\.ts$/.test(file) ? (text.match(/(?<=^ {2}name: ')[\w-]+/gm) ?? []) : [],
)

/** Returns the kinds of files that all of these features have; `<name>` stands for the feature. */
function kindsOf(names: readonly string[]): string[] {
  const kinds = names.map((name) => {
    const own = new RegExp(`/features/${name}/|^(contract/src|locales/..)/${name}\\.`)
    return [...files.keys()]
      .filter((file) => own.test(file))
      .map((file) => file.replace(/^portal.*\.tsx$/, 'portal/src/features/<name>/page.tsx'))
      .map((file) => file.replaceAll(name, '<name>'))
  })
  return [...new Set(kinds[0])].filter((kind) => kinds.every((other) => other.includes(kind)))
}

function print(what: string, limit: number, ...lists: string[][]): void {
  const touched = [...new Set(lists.flat())].sort()
  const old = touched.filter((file) => !file.includes('<name>')).length
  const isOver = touched.length > limit || old > 3
  console.log(
    `${what}: ${touched.length} files (at most ${limit}), ${old} old ones${isOver ? ': TOO MANY' : ''}`,
  )
  for (const file of touched) console.log(`    ${file}`)
  if (isOver) process.exitCode = 1
}
const inFeature = (side: string, ...names: string[]) =>
  names.map((name) => `${side}/src/features/<name>/${name}`)
const words = ['locales/en/<name>.json', 'locales/es/<name>.json']
const namesOf = (entries: [string, Endpoint][]) => listsOf(entries.map(([name]) => name))
const typeWords = listsOf(taskTypes.map((name) => `task-type.${name}`))

print('a portal form', 12, kindsOf(withForm.map(({ name }) => name)), namesOf(forms), listsOf(formActions))
print(
  'a desk endpoint of an action that is there',
  6,
  ['contract/src/<name>.ts'],
  inFeature('server', 'handlers.ts', 'queries.ts', '<name>.test.ts'),
  namesOf(deskEndpoints),
)
const screen = inFeature('desk', 'screens.ts', '<name>-screen.tsx')
print('a desk screen over endpoints that are there', 4, screen, words, listsOf(screens))
print('a task type', 3, inFeature('server', 'task-types.ts'), listsOf(taskTypes), typeWords)
