/**
 * `npm run features`: lists what the features declare, by the names of their folders, so that nobody keeps a list by hand.
 * `--check` only compares. What is looked for is `export const <name> = <declared by>(`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const lists = [
  { list: 'server/src/features.generated.ts', under: 'server/src/features', by: 'feature', as: 'features' },
]

/** Returns the declarations in the files under a folder, each with the file it is in. */
function declarations(under, by) {
  const declared = new RegExp(`^export const (\\w+) = ${by}(?:<[^(]*)?\\(`, 'gm')
  return readdirSync(under, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /(?<!\.test|\.fixture|\.generated)\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => {
      const names = [...readFileSync(`${under}/${name}`, 'utf8').matchAll(declared)].map(([, found]) => found)
      return names.length > 0 ? [{ file: `${under}/${name}`, names }] : []
    })
}

/** Returns the text of a generated list. */
function textOf({ list, under, by, as }) {
  const found = declarations(under, by)
  const source = list.slice(0, list.indexOf('/src/') + 5)
  const lines = found.map(
    ({ file, names }) => `import { ${names.join(', ')} } from '#${file.slice(source.length)}'`,
  )
  const names = found.flatMap((one) => one.names)
  return `// Written by \`npm run features\` from ${under}. Not to be edited.\n${lines.join('\n')}\n\nexport const ${as} = {\n${names.map((name) => `  ${name},\n`).join('')}}\n`
}

for (const each of lists) {
  const text = textOf(each)
  if (!process.argv.includes('--check')) writeFileSync(each.list, text)
  else if (readFileSync(each.list, 'utf8') !== text) {
    console.error(`${each.list} is not what ${each.under} declares: run npm run features`)
    process.exitCode = 1
  }
}
