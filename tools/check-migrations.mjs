/** A migration that has landed is never edited, renamed or removed: compares with the last commit that touched it. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const folder = 'server/migrations'
const names = readdirSync(folder).sort()
const problems = names
  .filter((name) => !/^\d{4}_[a-z_]+\.sql$/.test(name))
  .map((name) => `${name}: not NNNN_words.sql`)
// A gap is a number that is kept for work under way: each piece of work has its own.
names.forEach((name, i) => {
  if (i > 0 && name.slice(0, 4) === names[i - 1].slice(0, 4)) problems.push(`${name}: the number is a double`)
})

// The first release freezes what is there; before it the files of the first issue may still change together.
const released = git('tag', '--list', 'v*', '--sort=creatordate').split('\n')[0]
if (released) {
  const changed = git('diff', '--name-status', released, '--', folder).split('\n').filter(Boolean)
  for (const line of changed) if (!line.startsWith('A')) problems.push(`${line}: changed since ${released}`)
}
for (const problem of problems) console.error(problem)
console.log(`migrations: ${names.length} files, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
