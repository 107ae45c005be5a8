/**
 * Prints the price of a change: the files that a portal form, a desk endpoint, a desk screen and a task type touch by hand. A figure over its
 * limit fails. Nothing is listed here: new files are the kinds that every such feature has; old ones are the
 * lists that nearly every endpoint, action or task type is named in.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const workspaces = [
  'contract',
  'locales',
  'ui',
  'server',
  'portal',
  'desk',
  'embedded-postgres',
  'tools',
  'e2e',
]
const files = new Map()
for (const workspace of workspaces)
  for (const name of readdirSync(workspace, { recursive: true, encoding: 'utf8' })) {
    const file = `${workspace}/${name.replaceAll('\\', '/')}`
    if (!/\.(tsx?|mjs|json)$/.test(file) || /node_modules|\.generated\.|\/package\.json$/.test(file)) continue
    files.set(file, readFileSync(file, 'utf8'))
  }

// The requests that succeed are one list in several files, by who asks.
const examples = [...files.keys()].filter((file) => /\/testing\/examples\/[\w-]+-examples\.ts$/.test(file))
files.set('server/src/testing/examples/*-examples.ts', examples.map((file) => files.get(file)).join('\n'))
for (const file of examples) files.delete(file)

/** Whether a text holds a name, as a key or in quotes. */
const names = (text, name) => text.includes(`'${name}'`) || new RegExp(`^ +${name}\\b`, 'm').test(text)
/** Returns the files that hold nine in ten of these names: lists in which a new one must be put. */
const listsOf = (wanted) =>
  [...files].flatMap(([file, text]) =>
    wanted.filter((name) => names(text, name)).length >= wanted.length * 0.9 ? [file] : [],
  )

/** Returns what the contract's files declare: endpoints by file, with their actions and task types. */
const contract = [...files].flatMap(([file, text]) => {
  const feature = /^contract\/src\/([\w-]+)\.ts$/.exec(file)?.[1]
  if (!feature || !/ = (feature|afterTaskTypes)\(/.test(text)) return []
  const endpoints = [...text.matchAll(/^ {2,4}(\w+): endpoint\(\{([\s\S]*?)\n {2,4}\}\),?$/gm)].map(
    ([, name, body]) => ({
      name,
      path: /path: ['`]([^'`]+)/.exec(body)?.[1] ?? '',
      action: /action: '([^']+)'/.exec(body)?.[1],
      task: /task: '([^']+)'/.exec(body)?.[1],
    }),
  )
  return [{ feature, endpoints }]
})

/** Returns the kinds of files that all of these features have; `<name>` stands for the feature. */
function kindsOf(features) {
  const kinds = features.map((feature) => {
    const own = [...files.keys()].filter((file) => file.includes(`/features/${feature}/`))
    const others = [`contract/src/${feature}.ts`, `locales/en/${feature}.json`, `locales/es/${feature}.json`]
    return [...own, ...others.filter((file) => existsSync(file))].map((file) =>
      file.replace(/^portal.*\.tsx$/, 'portal/src/features/<name>/page.tsx').replaceAll(feature, '<name>'),
    )
  })
  return [...new Set(kinds[0])].filter((kind) => kinds.every((all) => all.includes(kind)))
}

// A form with an action and a task type of its own.
const formFeatures = contract.filter(
  ({ feature, endpoints }) =>
    endpoints.some(({ task }) => task) &&
    existsSync(`portal/src/features/${feature}`) &&
    existsSync(`server/src/features/${feature}/task-types.ts`),
)
const forms = formFeatures.flatMap(({ endpoints }) => endpoints.filter(({ task }) => task))
const desk = contract.flatMap(({ endpoints }) => endpoints.filter(({ path }) => path.startsWith('/api/desk')))
const actions = (endpoints) => [
  ...new Set(endpoints.flatMap(({ action }) => (action === 'public' ? [] : (action ?? [])))),
]
const taskTypes = contract.flatMap(
  ({ feature }) =>
    /taskTypes: \[([^\]]*)\]/.exec(files.get(`contract/src/${feature}.ts`))?.[1]?.match(/[a-z-]+(?=')/g) ??
    [],
)
const unique = (all) => [...new Set(all)].sort()

const form = unique([
  ...kindsOf(formFeatures.map(({ feature }) => feature)),
  ...listsOf(forms.map(({ name }) => name)),
  ...listsOf(actions(forms)),
])
// An endpoint for an action that is there: where it is declared, done, reads and is tested, and its lists.
const deskEndpoint = unique([
  'contract/src/<name>.ts',
  ...['handlers.ts', 'queries.ts', '<name>.test.ts'].map((file) => `server/src/features/<name>/${file}`),
  ...listsOf(desk.map(({ name }) => name)),
])
const taskType = unique([
  'contract/src/<name>.ts',
  'server/src/features/<name>/task-types.ts',
  ...listsOf(taskTypes).filter((file) => file.endsWith('.ts')),
])
// A screen of the desk over endpoints that are there: its declaration, its component, its words, and the lists of screens.
const screens = [...files].flatMap(([file, text]) =>
  /^desk\/.*\/screens\.ts$/.test(file)
    ? [...text.matchAll(/^ {2}name: '([\w-]+)'/gm)].map(([, name]) => name)
    : [],
)
const deskScreen = unique([
  ...['screens.ts', '<name>-screen.tsx'].map((file) => `desk/src/features/<name>/${file}`),
  ...['en', 'es'].map((locale) => `locales/${locale}/<name>.json`),
  ...listsOf(screens),
])

const measures = [
  ['a portal form: files by hand', form.length, 12, form],
  ['- of these, old ones', form.filter((file) => !file.includes('<name>')).length, 3],
  ['a desk endpoint: files by hand', deskEndpoint.length, 6, deskEndpoint],
  ['a desk screen: files by hand', deskScreen.length, 4, deskScreen],
  ['a task type: files by hand, its words beside', taskType.length, 3, taskType],
]
for (const [what, figure, limit, list = []] of measures) {
  const isOver = limit !== undefined && figure > limit
  console.log(
    `${what}: ${figure}${limit === undefined ? '' : ` (at most ${limit})`}${isOver ? ' TOO MANY' : ''}`,
  )
  for (const file of list) console.log(`    ${file}`)
  if (isOver) process.exitCode = 1
}
