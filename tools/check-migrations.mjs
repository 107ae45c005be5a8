/**
 * A migration that has landed is never edited, renamed or removed: compares with the last commit that touched it. And it breaks
 * nothing of the version before, which still runs while it is applied (docs/decisions/0021-old-and-new.md).
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { breachesOf } from './expanding.mjs'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const folder = 'server/migrations'
const names = readdirSync(folder).sort()
const problems = names
  .filter((name) => !/^\d{4}_[a-z_]+\.sql$/.test(name))
  .map((name) => `${name}: not NNNN_words.sql`)
// A gap is a number that is reserved for work in progress.
names.forEach((name, i) => {
  if (i > 0 && name.slice(0, 4) === names[i - 1].slice(0, 4)) problems.push(`${name}: the number is a double`)
})

// The first release freezes what is there; before it the files of the first issue may still change together.
const released = git('tag', '--list', 'v*', '--sort=creatordate').split('\n')[0]
if (released) {
  const changed = git('diff', '--name-status', released, '--', folder).split('\n').filter(Boolean)
  for (const line of changed) if (!line.startsWith('A')) problems.push(`${line}: changed since ${released}`)
}
// The last migration of version 0.1.0: no earlier version runs beside those before it.
const lastOfFirstVersion = '0039_delete_unlinks_and_keys.sql'
const reviewed = JSON.parse(readFileSync('tools/contracting-migrations.json', 'utf8'))
for (const name of names.filter((name) => name > lastOfFirstVersion)) {
  const breaches = breachesOf(readFileSync(path.join(folder, name), 'utf8'))
  if (breaches.length > 0 && !reviewed[name])
    problems.push(
      ...breaches.map((breach) => `${name}: ${breach}`),
      `${name}: expand first and contract in a later version; where it is harmless, say why in tools/contracting-migrations.json`,
    )
  if (breaches.length === 0 && reviewed[name])
    problems.push(`${name}: is reviewed and breaks nothing: take it off the list`)
}
for (const name of Object.keys(reviewed))
  if (!names.includes(name)) problems.push(`${name}: is reviewed and not there`)

for (const problem of problems) console.error(problem)
console.log(`migrations: ${names.length} files, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
