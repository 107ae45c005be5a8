/**
 * `npm run features`: lists what the features declare, so that nobody keeps a list by hand. `--check` only compares. A
 * declaration is a line `export const <name> = <kind>(` in a file of the folder.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Each generated file: the folder that is read, and what kinds of declaration become which list. `isSpread`: one object of all
 * that the declarations hold. `namesOf`: the names that the declarations of one kind say, for the contract, which cannot import
 * them.
 */
const files = {
  'contract/src/features.generated.ts': { under: 'contract/src', lists: { feature: 'features' } },
  'contract/src/task-types.generated.ts': {
    under: 'server/src/features',
    lists: { taskType: 'taskTypes' },
    namesOf: 'taskType',
  },
  'server/src/features.generated.ts': { under: 'server/src/features', lists: { feature: 'features' } },
  'server/src/policy/rows.generated.ts': {
    under: 'server/src/features',
    lists: { rows: 'rows' },
    isSpread: true,
  },
  'portal/src/app/routes.generated.ts': {
    under: 'portal/src/features',
    lists: { page: 'pages', form: 'forms', download: 'downloads' },
  },
  'desk/src/app/screens.generated.ts': { under: 'desk/src/features', lists: { screen: 'screens' } },
  'desk/src/app/first-views.generated.ts': {
    under: 'desk/src/features',
    lists: { firstView: 'firstViews', menuLabel: 'menuLabels' },
  },
  'desk/src/app/later-views.generated.ts': { under: 'desk/src/features', lists: { laterView: 'laterViews' } },
}

/** Returns what the files under a folder declare: kind, name and file. */
function declarations(under, kinds) {
  const declared = new RegExp(`^export const (\\w+) = (${kinds.join('|')})(?:<[^(]*>)?\\(`, 'gm')
  return readdirSync(under, { recursive: true, encoding: 'utf8' })
    .map((name) => `${under}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /(?<!\.test|\.fixture|\.generated)\.tsx?$/.test(file))
    .sort()
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(declared)].map(([, name, kind]) => ({ file, name, kind })),
    )
}

/** Returns the names that declarations say of themselves. Throws where one says none, or one that another says. */
function namesIn(declared, kind) {
  const names = declared.map(({ file, name }) => {
    const text = readFileSync(file, 'utf8')
    const [body] = text.slice(text.indexOf(`export const ${name} = ${kind}(`)).split('\n})')
    const own = /^ {2}name: '([\w-]+)',$/m.exec(body)?.[1]
    if (!own) throw new Error(`${file}: ${name} says no name`)
    return own
  })
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new Error(`two declarations are named ${twice}`)
  return names
}

/** Returns the text of a generated file. */
export function listOf(path) {
  const { under, lists, isSpread, namesOf } = files[path]
  const declared = declarations(under, Object.keys(lists))
  // The contract is read without `#` aliases, in browsers too.
  const place = under === 'contract/src' ? './' : '#'
  const lines = [`// Written by \`npm run features\` from ${under}. Not to be edited.`]
  if (namesOf) {
    const names = namesIn(declared, namesOf).map((name) => `  '${name}',`)
    return `${[...lines, `export const ${lists[namesOf]} = [`, ...names, '] as const'].join('\n')}\n`
  }
  for (const file of new Set(declared.map((one) => one.file))) {
    const names = declared.flatMap((one) => (one.file === file ? [one.name] : []))
    lines.push(`import { ${names.sort().join(', ')} } from '${file.replace(/^\w+\/src\//, place)}'`)
  }
  for (const [kind, list] of Object.entries(lists)) {
    const names = declared.flatMap((one) =>
      one.kind === kind ? [`  ${isSpread ? '...' : ''}${one.name},`] : [],
    )
    lines.push('', `export const ${list} = {`, ...names, '}')
  }
  return `${lines.join('\n')}\n`
}

for (const path of Object.keys(files)) {
  if (!process.argv.includes('--check')) writeFileSync(path, listOf(path))
  else if (readFileSync(path, 'utf8') !== listOf(path)) {
    console.error(`${path} is not what ${files[path].under} declares: run npm run features`)
    process.exitCode = 1
  }
}
