import { fileRules } from './file-rules.mjs'
import { importRules } from './import-rules.mjs'
import { readSources } from './sources.mjs'

/** Returns every breach of the rules below a project's folder as `where: what`, and how many files there are. */
export function findBreaches(root) {
  const sources = readSources(root)
  const breaches = sources.flatMap((source) => [
    ...broken(fileRules, source).map((what) => `${source.file}: ${what}`),
    ...source.imports.flatMap((each) =>
      broken(importRules, { file: source.file, ...each }).map(
        (what) => `${source.file} -> ${each.to} (${each.specifier}): ${what}`,
      ),
    ),
  ])
  return { breaches: [...breaches, ...cyclesOf(sources)], files: sources.length }
}

const broken = (rules, subject) => Object.keys(rules).filter((what) => rules[what](subject))

/** Follows imports of values and types: one that leads back to a file that is still open closes a cycle. */
function cyclesOf(sources) {
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports.map(({ to }) => to)]))
  const done = new Set()
  const cycles = []
  const follow = (file, open) => {
    if (open.includes(file)) cycles.push(`cycle: ${[...open.slice(open.indexOf(file)), file].join(' -> ')}`)
    if (open.includes(file) || done.has(file)) return
    for (const target of importsOf.get(file) ?? []) follow(target, [...open, file])
    done.add(file)
  }
  for (const file of importsOf.keys()) follow(file, [])
  return cycles
}

/** The names of all rules, for the test that each of them finds a breach. */
export const everyRule = [...Object.keys(fileRules), ...Object.keys(importRules), 'cycle']
